#include "serve/serve.h"

#include "base/message.h"
#include "serve/routes.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Shows the address in the user's browser.  No shell: the address is ours, and
 * an argument. */
static void
open_browser(const char *address)
{
    pid_t child = fork();
    if (child == 0) {
        /* The grandchild belongs to nobody here. */
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        if (fork() == 0) {
            setsid();
            execlp("xdg-open", "xdg-open", address, (char *)NULL);
        }
        _exit(0);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
}

/* Blocks what ends the program in all threads, to be waited for in one. */
static void
block_signals(sigset_t *ends)
{
    sigemptyset(ends);
    sigaddset(ends, SIGINT);
    sigaddset(ends, SIGTERM);
    sigaddset(ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, ends, NULL);
}

static bool
is_folder_of_book(const char *book)
{
    char manifest[4096];
    int size = snprintf(manifest, sizeof manifest, "%s/book.yaml", book);
    return size > 0 && (size_t)size < sizeof manifest &&
           access(manifest, R_OK) == 0;
}

static void
say_address(const struct options *options, const char *address)
{
    if (options->quiet)
        puts(address);
    else
        printf(message("Open this address in a browser: %s\n"
                       "Stop with Ctrl-C.\n"),
               address);
    fflush(stdout);
}

enum status
command_serve(const struct options *options, const char *program)
{
    sigset_t ends;
    if (!is_folder_of_book(options->book)) {
        fprintf(stderr,
                message("bouwsteen: '%s' is no folder with a "
                        "book.yaml\n"),
                options->book);
        return STATUS_USAGE;
    }
    block_signals(&ends);
    struct workshop_rules rules = {.book = options->book,
                                   .program = program,
                                   .jobs = options->jobs,
                                   .output = options->output};
    struct routes routes = {.workshop = workshop_open(&rules),
                            .editor = options->editor,
                            .language = message_language()};
    if (!routes.workshop)
        return STATUS_USAGE;
    struct http *http = http_start(options->port, routes_answer, &routes);
    if (http) {
        int signal;
        say_address(options, http_address(http));
        if (options->opens_browser)
            open_browser(http_address(http));
        sigwait(&ends, &signal);
        workshop_stop(routes.workshop);
        http_stop(http);
    }
    workshop_close(routes.workshop);
    return http ? STATUS_DONE : STATUS_USAGE;
}
