#include "font/locate.h"

#include <dlfcn.h>
#include <string.h>
#include <unistd.h>

/* The part of fontconfig's interface that is used.  It is loaded only when a
 * file is missing, so that the program starts without it and runs where it
 * is not installed. */
struct fontconfig {
    void *library;
    void *(*name_parse)(const unsigned char *name);
    void *(*set_build)(const char *first, ...);
    struct font_list *(*list)(void *config, void *pattern, void *set);
    int (*get_string)(void *pattern, const char *object, int index,
                      unsigned char **value);
    void (*pattern_destroy)(void *pattern);
    void (*set_destroy)(void *set);
    void (*list_destroy)(struct font_list *list);
    void (*finish)(void);
};

/* FcFontSet, as fontconfig.h lays it out. */
struct font_list {
    int count;
    int capacity; /* not ours */
    void **patterns;
};

/* ISO C has no cast from object to function pointer; POSIX asks for this. */
static bool
load_symbol(void *library, const char *name, void *function)
{
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static bool
fontconfig_load(struct fontconfig *fc)
{
    fc->library = dlopen("libfontconfig.so.1", RTLD_NOW | RTLD_LOCAL);
    void *library = fc->library;
    return library && load_symbol(library, "FcNameParse", &fc->name_parse) &&
           load_symbol(library, "FcObjectSetBuild", &fc->set_build) &&
           load_symbol(library, "FcFontList", &fc->list) &&
           load_symbol(library, "FcPatternGetString", &fc->get_string) &&
           load_symbol(library, "FcPatternDestroy", &fc->pattern_destroy) &&
           load_symbol(library, "FcObjectSetDestroy", &fc->set_destroy) &&
           load_symbol(library, "FcFontSetDestroy", &fc->list_destroy) &&
           load_symbol(library, "FcFini", &fc->finish);
}

static struct text
file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return text_of(slash ? slash + 1 : path);
}

/* The first path by name, so that two copies give the same one each time. */
static struct text
fontconfig_find(const struct fontconfig *fc, struct arena *arena,
                struct text file)
{
    struct text found = TEXT("");
    void *pattern = fc->name_parse((const unsigned char *)":");
    void *set = fc->set_build("file", (char *)NULL);
    struct font_list *list = fc->list(NULL, pattern, set);
    for (int i = 0; list && i < list->count; i++) {
        unsigned char *value;
        if (fc->get_string(list->patterns[i], "file", 0, &value))
            continue;
        const char *path = (const char *)value;
        if (text_equal(file_name(path), file) &&
            (!found.size || text_compare(text_of(path), found) < 0))
            found = arena_text(arena, text_of(path));
    }
    if (list)
        fc->list_destroy(list);
    fc->set_destroy(set);
    fc->pattern_destroy(pattern);
    return found;
}

static struct text
ask_fontconfig(struct arena *arena, struct text file)
{
    struct fontconfig fc = {0};
    struct text found = TEXT("");
    if (fontconfig_load(&fc)) {
        found = fontconfig_find(&fc, arena, file);
        fc.finish();
    }
    return found;
}

/* folder/file when it can be read, else the empty text. */
static struct text
in_folder(struct arena *arena, struct text folder, struct text file)
{
    if (!folder.size)
        return TEXT("");
    struct text path = arena_printf(arena, "%.*s/%.*s", TEXT_PRINTF(folder),
                                    TEXT_PRINTF(file));
    return access(path.data, R_OK) ? TEXT("") : path;
}

struct text
locate_font(struct arena *arena, struct text own_folder,
            struct text package_folder, struct text file)
{
    struct text path = in_folder(arena, own_folder, file);
    if (!path.size)
        path = in_folder(arena, package_folder, file);
    if (!path.size)
        path = ask_fontconfig(arena, file);
    return path;
}
