/* The language of messages, by the environment. */
#include "base/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG",
                                        "LANGUAGE"};
static char folder[256];

/* A catalogue with the head that names the encoding and one message. */
static int
make_catalogue(void **state)
{
    static const char head[] = "Content-Type: text/plain; charset=UTF-8\n";
    static const char english[] = "warning", dutch[] = "let op";
    const char *temporary = getenv("TMPDIR");
    char path[512];
    (void)state;
    snprintf(folder, sizeof folder, "%s/bouwsteen-test-XXXXXX",
             temporary && *temporary ? temporary : P_tmpdir);
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/nl", folder);
    mkdir(path, 0777);
    strcat(path, "/LC_MESSAGES");
    mkdir(path, 0777);
    strcat(path, "/bouwsteen.mo");
    /* Head, two tables of (size, offset), then the strings. */
    enum { TEXTS = 28 + 32 };
    uint32_t numbers[] = {0x950412DE,
                          0,
                          2,
                          28,
                          44,
                          0,
                          60,
                          0,
                          TEXTS,
                          sizeof english - 1,
                          TEXTS + 1,
                          sizeof head - 1,
                          TEXTS + 1 + sizeof english,
                          sizeof dutch - 1,
                          TEXTS + 1 + sizeof english + sizeof head};
    FILE *file = fopen(path, "w");
    if (!file)
        return -1;
    fwrite(numbers, 1, sizeof numbers, file);
    fwrite("", 1, 1, file);
    fwrite(english, 1, sizeof english, file);
    fwrite(head, 1, sizeof head, file);
    fwrite(dutch, 1, sizeof dutch, file);
    return fclose(file);
}

static int
remove_catalogue(void **state)
{
    char command[512];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* Is the message Dutch with these values of LC_ALL, LC_MESSAGES, LANG and
 * LANGUAGE?  NULL is unset.  In a child: locales are the process's. */
static bool
is_dutch(const char *all, const char *messages, const char *lang,
         const char *language)
{
    const char *values[] = {all, messages, lang, language};
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        for (int i = 0; i < 4; i++)
            if (values[i])
                setenv(variables[i], values[i], 1);
            else
                unsetenv(variables[i]);
        message_init(folder);
        bool dutch = !strcmp(message("warning"), "let op");
        bool english = !strcmp(message("warning"), "warning");
        char number[32];
        snprintf(number, sizeof number, "%.1f", 1.5);
        bool is_c_number = !strcmp(number, "1.5");
        _exit(!is_c_number ? 3 : dutch ? 1 : english ? 0 : 2);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    return WEXITSTATUS(status) == 1;
}

static void
a_dutch_environment_gives_dutch_also_without_that_locale(void **state)
{
    (void)state;
    assert_true(is_dutch(NULL, NULL, "nl_NL.UTF-8", NULL));
    assert_true(is_dutch("nl_NL.UTF-8", NULL, NULL, NULL));
    assert_true(is_dutch("nl_BE.UTF-8", NULL, "C", NULL));
    assert_true(is_dutch(NULL, "nl_NL.UTF-8", "C", NULL));
    assert_true(is_dutch(NULL, NULL, "nl_NL", NULL));
    assert_true(is_dutch(NULL, NULL, "nl_NL.UTF-8", ""));
}

static void
the_locale_c_gives_english(void **state)
{
    (void)state;
    assert_false(is_dutch("C", NULL, "nl_NL.UTF-8", NULL));
    assert_false(is_dutch("C", NULL, "nl_NL.UTF-8", "nl"));
    assert_false(is_dutch(NULL, NULL, NULL, NULL));
    assert_false(is_dutch("POSIX", NULL, NULL, NULL));
    assert_false(is_dutch("C.UTF-8", NULL, "nl_NL.UTF-8", NULL));
}

static void
another_language_gives_english(void **state)
{
    (void)state;
    assert_false(is_dutch(NULL, NULL, "en_US.UTF-8", NULL));
    assert_false(is_dutch("de_DE.UTF-8", NULL, "nl_NL.UTF-8", NULL));
}

static void
language_decides_when_it_is_set(void **state)
{
    (void)state;
    assert_true(is_dutch(NULL, NULL, "C.UTF-8", "nl"));
    assert_true(is_dutch(NULL, NULL, "en_US.UTF-8", "nl:en"));
    assert_true(is_dutch(NULL, NULL, "de_DE.UTF-8", "nl_BE"));
    assert_false(is_dutch(NULL, NULL, "nl_NL.UTF-8", "en"));
}

static void
the_empty_string_is_not_the_head_of_the_catalogue(void **state)
{
    (void)state;
    assert_string_equal(message(""), "");
    assert_string_equal(message("not in any catalogue"),
                        "not in any catalogue");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_dutch_environment_gives_dutch_also_without_that_locale),
        cmocka_unit_test(the_locale_c_gives_english),
        cmocka_unit_test(another_language_gives_english),
        cmocka_unit_test(language_decides_when_it_is_set),
        cmocka_unit_test(the_empty_string_is_not_the_head_of_the_catalogue),
    };
    return cmocka_run_group_tests(tests, make_catalogue, remove_catalogue);
}
