#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "doc/language.h"

static void
tags_of_bcp_47_are_known(void **state)
{
    (void)state;
    static const char *const good[] = {"nl", "nl-NL", "fry", "zh-Hant-TW",
                                       "de-1996"};
    static const char *const bad[] = {
        "",    "n",  "nl_NL",  "nederlands", "nl-",
        "-nl", "n2", "nl--be", "nl-NL ",     "nl-abcdefghi"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!language_is_tag(text_of(good[i])))
            fail_msg("%s is one", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (language_is_tag(text_of(bad[i])))
            fail_msg("%s is none", bad[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_of_bcp_47_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
