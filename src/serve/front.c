#include "serve/front.h"

#include <stddef.h>

/* Files become part of the program, so that it is one file, whoever moves it.
 * Paths are seen from the project's folder, where compilers run. */
#define EMBED(symbol, path)                                                    \
    __asm__(".section .rodata\n"                                               \
            ".global front_" #symbol "\n"                                      \
            ".global front_" #symbol "_end\n"                                  \
            "front_" #symbol ":\n"                                             \
            ".incbin \"src/serve/front/" path "\"\n"                           \
            "front_" #symbol "_end:\n"                                         \
            ".byte 0\n"                                                        \
            ".previous\n");                                                    \
    extern const char front_##symbol[], front_##symbol##_end[]

EMBED(page, "index.html");
EMBED(style, "serve.css");
EMBED(icon, "icon.svg");
EMBED(words, "words.js");
EMBED(pages, "pages.js");
EMBED(state, "state.js");
EMBED(places, "places.js");
EMBED(make, "make.js");
EMBED(serve, "serve.js");

bool
front_find(struct text name, struct front_file *file)
{
    static const struct {
        const char *name, *type, *start, *end;
    } files[] = {
        {"", "text/html; charset=utf-8", front_page, front_page_end},
        {"serve.css", "text/css; charset=utf-8", front_style, front_style_end},
        {"icon.svg", "image/svg+xml", front_icon, front_icon_end},
        {"words.js", "text/javascript; charset=utf-8", front_words,
         front_words_end},
        {"pages.js", "text/javascript; charset=utf-8", front_pages,
         front_pages_end},
        {"state.js", "text/javascript; charset=utf-8", front_state,
         front_state_end},
        {"places.js", "text/javascript; charset=utf-8", front_places,
         front_places_end},
        {"make.js", "text/javascript; charset=utf-8", front_make,
         front_make_end},
        {"serve.js", "text/javascript; charset=utf-8", front_serve,
         front_serve_end},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (text_equals(name, files[i].name)) {
            size_t size = (size_t)(files[i].end - files[i].start);
            *file = (struct front_file){
                files[i].name, files[i].type, {files[i].start, size}};
            return true;
        }
    return false;
}
