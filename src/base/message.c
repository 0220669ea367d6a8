#include "base/message.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char domain[] = "bouwsteen";

/* What the environment asks for, as glibc reads it. */
static const char *
wanted_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return value;
    }
    return "C";
}

void
message_init(const char *folder)
{
    const char *language = getenv("LANGUAGE");
    /* A minimal system has no nl_NL locale; gettext translates nothing in
     * the locale C but does in C.UTF-8, where LANGUAGE decides. */
    if (!setlocale(LC_MESSAGES, "")) {
        setlocale(LC_MESSAGES, "C.UTF-8");
        if (!language || !*language)
            setenv("LANGUAGE", wanted_locale(), 1);
    }
    setlocale(LC_CTYPE, "C.UTF-8");
    bindtextdomain(domain, folder);
    bind_textdomain_codeset(domain, "UTF-8");
    textdomain(domain);
}

const char *
message_language(void)
{
    const char *language = getenv("LANGUAGE");
    if (!language || !*language)
        language = wanted_locale();
    return strncmp(language, "nl", 2) ? "en" : "nl";
}

const char *
message(const char *english)
{
    return *english ? gettext(english) : english;
}
