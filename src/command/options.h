/* The command line: one struct for all commands. */
#ifndef COMMAND_OPTIONS_H
#define COMMAND_OPTIONS_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>

struct options {
    const char *command;   /* "build"; NULL: none was given */
    const char *book;      /* folder; "book" unless given */
    const char *output;    /* folder; "out" unless given */
    const char **editions; /* -e */
    size_t edition_count;
    const char **targets; /* -t */
    size_t target_count;
    const char **operands; /* beyond BOOK */
    size_t operand_count;
    int jobs; /* -j; 0: as many as there are processors */
    bool werror, quiet, verbose, help, version;
    bool typography;       /* check --typography */
    bool checks_language;  /* check --language */
    bool alternatives;     /* list --alternatives */
    bool black;            /* build, excerpt, session */
    bool all, draft, show; /* excerpt, approve */
    const char *new_name;  /* excerpt --new */
    const char *since;     /* build, check, excerpt --since; NULL */
    enum diag_format format;
    const char *what;                     /* dump --what */
    const char *against;                  /* verify --against; NULL */
    const char *html, *csv, *concordance; /* map; NULL */
    const char *language;                 /* hyphenate -l */
    const char *editor; /* serve --editor: an address with {file}; NULL */
    int port;           /* serve --port; 0: one that is free */
    bool opens_browser; /* serve --open */
};

/* False after a message on stderr: wrong usage. */
bool options_parse(struct options *options, struct arena *arena, int count,
                   char **arguments);
/* Prints what was reported on stderr, as the options ask. */
void options_report(const struct options *options, struct diag *diag);
/* Prints `bouwsteen --help`, or the help of one command. */
void options_help(const char *command);

/* What a command returns: the program's exit status. */
enum status { STATUS_DONE = 0, STATUS_BOOK = 1, STATUS_USAGE = 2 };

#endif
