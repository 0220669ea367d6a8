#include "print_shop.h"

#include <errno.h>
#include <string.h>

/* Offset on coated paper by ISO 12647-2, as most Dutch print shops ask.  What
 * the file says of itself begins with PROFILE_NAME, and that is what the PDF
 * says (PDF_PRESS_CONDITION): label and profile match. */
#define PROFILE_FILE "FOGRA39L_coated.icc"
#define PROFILE_NAME PDF_PRESS_CONDITION "L Coated"
static const char debian_file[] =
    "/usr/share/texlive/texmf-dist/tex/generic/colorprofiles/" PROFILE_FILE;

enum { MOST_BYTES = 16 << 20 };

bool
print_shop_wants(const struct edition *edition)
{
    return edition->form == FORM_PRINT || edition->form == FORM_COVER;
}

static bool
profile_read(const struct session *session, struct arena *arena,
             struct text *profile)
{
    for (size_t i = 0; i < session->folder_count; i++) {
        struct text path = arena_printf(arena, "%.*s/styles/" PROFILE_FILE,
                                        TEXT_PRINTF(session->folders[i]));
        if (file_read_bytes(arena, path.data, MOST_BYTES, profile))
            return true;
    }
    return file_read_bytes(arena, debian_file, MOST_BYTES, profile);
}

bool
print_shop_open(const struct session *session, struct arena *arena,
                const struct edition *edition, const struct style *style,
                const struct cover *cover, struct pdf_press *press)
{
    const char *why = NULL;
    *press = (struct pdf_press){.bleed = style_print(style)->bleed};
    press->inks = style_inks(style, &press->ink_count);
    if (edition->form == FORM_COVER) {
        memcpy(press->folds, cover->folds, sizeof press->folds);
        press->fold_count = 2;
    }
    if (profile_read(session, arena, &press->profile))
        press->press = press_open(press->profile, PROFILE_NAME, &why);
    else
        why = strerror(errno);
    if (why)
        diag_report(session->diag, PRESS_PROFILE, edition->span, PROFILE_FILE,
                    why);
    return press->press != NULL;
}

void
print_shop_close(struct pdf_press *press)
{
    press_close(press->press);
}
