/* fonts.yaml and the faces it names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/yaml.h"
#include "font/font.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena *arena;
static struct diag *diag;
static char folder[] = "out/test_font_XXXXXX";

static int
setup(void **state)
{
    (void)state;
    arena = arena_new();
    diag = diag_new();
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    return mkdtemp(folder) ? 0 : 1;
}

static int
teardown(void **state)
{
    (void)state;
    struct text path = arena_printf(arena, "%s/fonts.yaml", folder);
    unlink(path.data);
    path = arena_printf(arena, "%s/Vollkorn-Regular.ttf", folder);
    unlink(path.data);
    rmdir(folder);
    diag_free(diag);
    arena_free(arena);
    return 0;
}

static void
put(const char *name, const char *content, size_t size)
{
    struct text path = arena_printf(arena, "%s/%s", folder, name);
    FILE *file = fopen(path.data, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content, 1, size, file), size);
    fclose(file);
}

static struct font_set *
open_yaml(const char *yaml)
{
    put("fonts.yaml", yaml, strlen(yaml));
    struct text folders[] = {text_of("no/such/folder"), text_of(folder)};
    return font_set_open(arena, folders, 2, diag);
}

/* Do the diagnostics hold this text? */
static bool
told(const char *wanted)
{
    char *printed = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&printed, &size);
    diag_print(diag, out, DIAG_TEXT);
    fclose(out);
    bool found = strstr(printed, wanted) != NULL;
    if (!found)
        print_message("%s\n", printed);
    free(printed);
    return found;
}

#define PACKAGES                                                               \
    "packages:\n"                                                              \
    "  fonts-vollkorn:\n"                                                      \
    "    folder: /usr/share/fonts/truetype/vollkorn\n"                         \
    "    version: '4.105'\n"                                                   \
    "    licence: OFL-1.1\n"

#define ROLE                                                                   \
    "roles:\n"                                                                 \
    "  text:\n"                                                                \
    "    package: fonts-vollkorn\n"

static void
the_projects_fonts_are_the_pinned_ones(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    struct font_set *set = font_set_open(arena, folders, 1, diag);
    assert_non_null(set);
    assert_int_equal(diag_count(diag, DIAG_WARNING), 0);
    assert_int_equal(font_face_count(set), 15);
    assert_null(font_face_at(set, 15));
    assert_null(font_find(set, TEXT("texts"), FONT_REGULAR, FONT_PLAIN));
    for (size_t i = 0; i < font_face_count(set); i++) {
        const struct font_face *face = font_face_at(set, i);
        assert_int_equal(face->index, i);
        assert_true(face->ascender > 0 && face->descender < 0);
        assert_true(face->cap_height > face->x_height);
        assert_false(face->is_cff);
    }
    font_set_close(set);
}

static void
measures_are_those_of_the_file(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    struct font_set *set = font_set_open(arena, folders, 1, diag);
    const struct font_face *face =
        font_find(set, TEXT("text"), FONT_BOLD_ITALIC, FONT_PLAIN)->face;
    assert_true(text_equals(face->postscript_name, "Vollkorn-BoldItalic"));
    assert_true(text_equals(face->family, "Vollkorn"));
    assert_int_equal(face->units_per_em, 1000);
    assert_int_equal(face->ascender, 952);
    assert_int_equal(face->descender, -441);
    assert_int_equal(face->weight, 700);
    assert_true(face->italic_angle < 0);
    assert_true(face->flags & 1 << 6);
    assert_true(
        font_find(set, TEXT("mono"), FONT_BOLD, FONT_PLAIN)->face->flags & 1);
    font_set_close(set);
}

/* sha256sum, so that the pinned sums are more than a comment. */
static struct text
checksum(struct text path)
{
    struct text command =
        arena_printf(arena, "sha256sum '%.*s'", TEXT_PRINTF(path));
    char line[65] = "";
    FILE *pipe = popen(command.data, "r");
    assert_non_null(pipe);
    assert_int_equal(fread(line, 1, 64, pipe), 64);
    while (fgetc(pipe) != EOF)
        continue;
    assert_int_equal(pclose(pipe), 0);
    return arena_text(arena, text_of(line));
}

static void
checksums_are_the_pinned_ones(void **state)
{
    (void)state;
    struct folder fonts;
    assert_true(folder_open(arena, "fonts", &fonts));
    struct source *source = file_read_source(arena, &fonts, TEXT("fonts.yaml"),
                                             (struct span){0}, diag);
    const struct yaml *roles = yaml_find(
        yaml_parse(arena, source, 0, source->content.size, diag), "roles");
    const struct text folders[] = {TEXT("fonts")};
    struct font_set *set = font_set_open(arena, folders, 1, diag);
    static const char *const variants[] = {"regular", "italic",      "semibold",
                                           "bold",    "bold-italic", "black"};
    for (size_t i = 0; i < font_face_count(set); i++) {
        const struct font_face *face = font_face_at(set, i);
        const struct yaml *role =
            yaml_find(roles, arena_string(arena, face->role));
        const struct yaml *pinned =
            yaml_find(yaml_find(role, "faces"), variants[face->variant]);
        struct text sum;
        assert_true(yaml_text(yaml_find(pinned, "sha256"), &sum, diag));
        assert_string_equal(checksum(face->path).data, sum.data);
    }
    font_set_close(set);
}

static void
a_variant_that_is_missing_is_played_by_another(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    struct font_set *set = font_set_open(arena, folders, 1, diag);
    assert_ptr_equal(font_find(set, TEXT("text"), FONT_BLACK, 0),
                     font_find(set, TEXT("text"), FONT_BOLD, 0));
    assert_ptr_equal(font_find(set, TEXT("sans"), FONT_SEMIBOLD, 1),
                     font_find(set, TEXT("sans"), FONT_BOLD, 1));
    assert_int_equal(diag_count(diag, DIAG_WARNING), 0);
    font_set_close(set);
}

static void
lost_italics_are_reported_once_unless_that_is_meant(void **state)
{
    (void)state;
    struct font_set *set =
        open_yaml(PACKAGES ROLE "    faces:\n"
                                "      regular: {file: Vollkorn-Regular.ttf}\n"
                                "      bold: {file: Vollkorn-Bold.ttf}\n"
                                "      bold-italic: bold\n");
    assert_non_null(set);
    assert_ptr_equal(font_find(set, TEXT("text"), FONT_BOLD_ITALIC, 0),
                     font_find(set, TEXT("text"), FONT_BOLD, 0));
    assert_int_equal(diag_count(diag, DIAG_WARNING), 0);
    assert_ptr_equal(font_find(set, TEXT("text"), FONT_ITALIC, 0),
                     font_find(set, TEXT("text"), FONT_REGULAR, 0));
    font_find(set, TEXT("text"), FONT_ITALIC, 0);
    assert_int_equal(diag_count(diag, DIAG_WARNING), 1);
    assert_true(told("the font role 'text' has no italic"));
    font_set_close(set);
}

static void
only_the_next_variant_stands_in(void **state)
{
    (void)state;
    assert_null(open_yaml(PACKAGES ROLE
                          "    faces:\n"
                          "      regular: {file: Vollkorn-Regular.ttf}\n"
                          "      italic: bold\n"));
    assert_true(told("fonts.yaml:11:15: error"));
    assert_true(told("the variant that stands in for it"));
}

static void
fallbacks_follow_the_list_and_end(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    struct font_set *set = font_set_open(arena, folders, 1, diag);
    const struct font *font = font_find(set, TEXT("text"), FONT_BLACK, 0);
    static const char *const order[] = {"text", "sans", "symbols", "mono",
                                        "emergency"};
    for (size_t i = 0; i < 5; i++, font = font->fallback)
        assert_true(text_equals(font->face->role, order[i]));
    assert_null(font);
    assert_true(font_has(font_find(set, TEXT("symbols"), 0, 0), 0x2610));
    assert_false(font_has(font_find(set, TEXT("text"), 0, 0), 0x2610));
    font_set_close(set);
}

static void
a_file_beside_fonts_yaml_wins(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("fonts")};
    struct font_set *set = font_set_open(arena, folders, 1, diag);
    struct text bytes = font_face_bytes(
        font_find(set, TEXT("text"), FONT_BOLD, FONT_PLAIN)->face);
    put("Vollkorn-Regular.ttf", bytes.data, bytes.size);
    font_set_close(set);
    set = open_yaml(PACKAGES ROLE
                    "    faces:\n"
                    "      regular: {file: Vollkorn-Regular.ttf}\n");
    assert_non_null(set);
    assert_int_equal(font_face_at(set, 0)->weight, 700);
    assert_memory_equal(font_face_at(set, 0)->path.data, folder,
                        strlen(folder));
    font_set_close(set);
}

static void
another_version_is_a_warning(void **state)
{
    (void)state;
    struct font_set *set =
        open_yaml(PACKAGES ROLE "    faces:\n"
                                "      regular: {file: Vollkorn-Regular.ttf, "
                                "bytes: 435535}\n");
    assert_non_null(set);
    assert_int_equal(diag_count(diag, DIAG_WARNING), 1);
    assert_true(told("fonts.yaml:10:7: warning"));
    assert_true(told("is version 4.105 of 435536 bytes, "
                     "not the pinned 4.105 of 435535"));
    font_set_close(set);
}

static void
a_missing_file_names_its_package(void **state)
{
    (void)state;
    assert_null(open_yaml(PACKAGES ROLE
                          "    faces:\n"
                          "      regular: {file: Nowhere-Regular.ttf}\n"));
    assert_true(told("Nowhere-Regular.ttf' of package fonts-vollkorn"));
    assert_true(told("apt-get install fonts-vollkorn"));
}

static void
fontconfig_finds_what_lies_elsewhere(void **state)
{
    (void)state;
    struct font_set *set =
        open_yaml("roles:\n  text:\n    faces:\n"
                  "      regular: {file: DejaVuSans-Bold.ttf}\n");
    assert_non_null(set);
    assert_true(
        text_has_suffix(font_face_at(set, 0)->path, "/DejaVuSans-Bold.ttf"));
    font_set_close(set);
}

static void
a_file_that_is_no_font_is_told(void **state)
{
    (void)state;
    put("Vollkorn-Regular.ttf", "This is no font at all.", 23);
    assert_null(open_yaml(PACKAGES ROLE
                          "    faces:\n"
                          "      regular: {file: Vollkorn-Regular.ttf}\n"));
    assert_true(told("not a TrueType or CFF font"));
}

static void
mistakes_in_fonts_yaml_are_told_at_their_place(void **state)
{
    (void)state;
    assert_null(open_yaml(PACKAGES "roles:\n"
                                   "  text:\n"
                                   "    package: fonts-volkorn\n"
                                   "    scale: huge\n"
                                   "    features: [oldstyle]\n"
                                   "    faces:\n"
                                   "      regulr: {file: a.ttf}\n"
                                   "fallback: [txt]\n"));
    assert_true(told("fonts.yaml:8:14: error: no package 'fonts-volkorn'"));
    assert_true(told("fonts.yaml:9:12: error: 'scale' must be a number"));
    assert_true(told("'oldstyle' is no OpenType feature"));
    assert_true(told("unknown key 'regulr'"));
    assert_true(told("did you mean 'regular'?"));
    assert_true(told("key 'regular' is missing"));
    assert_true(told("no role 'txt' under 'roles'"));
}

static void
no_fonts_yaml_at_all_is_told(void **state)
{
    (void)state;
    const struct text folders[] = {TEXT("no/such/folder")};
    assert_null(font_set_open(arena, folders, 1, diag));
    assert_true(told("there is no fonts.yaml"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_projects_fonts_are_the_pinned_ones),
        TEST(measures_are_those_of_the_file),
        TEST(checksums_are_the_pinned_ones),
        TEST(a_variant_that_is_missing_is_played_by_another),
        TEST(lost_italics_are_reported_once_unless_that_is_meant),
        TEST(only_the_next_variant_stands_in),
        TEST(fallbacks_follow_the_list_and_end),
        TEST(a_file_beside_fonts_yaml_wins),
        TEST(another_version_is_a_warning),
        TEST(a_missing_file_names_its_package),
        TEST(fontconfig_finds_what_lies_elsewhere),
        TEST(a_file_that_is_no_font_is_told),
        TEST(mistakes_in_fonts_yaml_are_told_at_their_place),
        TEST(no_fonts_yaml_at_all_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
