/* How the file's colours are meant to be printed. */
#include "pdf/pdf_format.h"
#include "pdf/pdf_writer.h"

/* A printing condition of the ICC's registry, in the words that the profile
 * describes itself with. */
static const char press_condition[] =
    "/OutputConditionIdentifier(" PDF_PRESS_CONDITION
    ")/OutputCondition(Offset printing on coated paper, ISO 12647-2:2004)"
    "/RegistryName(http://www.color.org)/Info(FOGRA39L Coated)";

unsigned
pdf_intent_write(struct pdf_writer *writer)
{
    const struct pdf_press *press = writer->rules->press;
    struct pdf_object *profile = ARENA_NEW(writer->arena, struct pdf_object);
    struct pdf_object *intent = ARENA_NEW(writer->arena, struct pdf_object);
    pdf_object_add(writer->file, profile);
    pdf_object_add(writer->file, intent);
    pdf_object_set_stream(profile, writer->arena,
                          press ? TEXT("/N 4") : TEXT("/N 3"),
                          press ? press->profile : pdf_icc_srgb(writer->arena));
    intent->body = arena_printf(
        writer->arena, "/Type/OutputIntent/S/%s%s/DestOutputProfile %u 0 R",
        press ? "GTS_PDFX" : "GTS_PDFA1",
        press ? press_condition
              : "/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)",
        profile->id);
    return intent->id;
}
