/* Options -> command -> exit status. */
#include "base/message.h"
#include "command/command.h"
#include "serve/serve.h"

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The program's own path: styles, fonts and messages lie around it. */
static const char *
program_path(void)
{
    static char path[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    if (size <= 0)
        return NULL;
    path[size] = '\0';
    return path;
}

static void
messages_open(const char *program)
{
    char folder[PATH_MAX + 32] = BOUWSTEEN_PREFIX "/share/locale";
    if (program) {
        const char *slash = strrchr(program, '/');
        snprintf(folder, sizeof folder, "%.*s/../share/locale",
                 (int)(slash - program), program);
    }
    message_init(folder);
}

static enum status
command_run(const struct options *options, const char *program)
{
    static const struct {
        const char *name;
        enum status (*run)(const struct options *, const char *);
    } commands[] = {
        {"build", command_build},         {"check", command_check},
        {"excerpt", command_excerpt},     {"dump", command_dump},
        {"list", command_list},           {"new", command_new},
        {"hyphenate", command_hyphenate}, {"verify", command_verify},
        {"proof", command_proof},         {"approve", command_approve},
        {"session", command_session},     {"map", command_map},
        {"testsheet", command_testsheet}, {"release", command_release},
        {"serve", command_serve},
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(options->command, commands[i].name))
            return commands[i].run(options, program);
    return STATUS_USAGE;
}

int
main(int count, char **arguments)
{
    /* A full disk by RLIMIT_FSIZE, and a closed pipe, are errors to report,
     * not deaths. */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    const char *program = program_path();
    messages_open(program);
    struct arena *arena = arena_new();
    struct options options;
    enum status status = STATUS_DONE;
    if (!options_parse(&options, arena, count, arguments)) {
        status = STATUS_USAGE;
    } else if (options.version) {
        puts("bouwsteen " BOUWSTEEN_VERSION);
    } else if (options.help) {
        options_help(options.command);
    } else if (!options.command) {
        options_help(NULL);
        status = STATUS_USAGE;
    } else {
        status = command_run(&options, program);
    }
    arena_free(arena);
    if (fflush(stdout) && status == STATUS_DONE) {
        perror("bouwsteen");
        status = STATUS_USAGE;
    }
    return (int)status;
}
