#include "command/options.h"

#include "base/array.h"
#include "base/message.h"
#include "command/refuse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct parser {
    struct options *options;
    struct arena *arena;
    char **arguments;
    int count, at;
    ARRAY(const char *) editions, targets, operands;
};

static const struct {
    const char *name, *usage, *text;
} commands[] = {
#define N_(english) english
    {"build",
     "bouwsteen build [BOOK] [-o DIR] [-e EDITION]... [-t TARGET]... [-j N]\n"
     "                [--black] [--since VERSION] [--werror] [-q | -v]\n"
     "                [--diagnostics=FORMAT]",
     N_("Makes every target (pdf, epub, worksheets, large, handout, booklet, "
        "print,\n"
        "cover) of every edition of the book in the folder BOOK (default: "
        "book)\n"
        "and puts the files in DIR (default: out). Without -t, those that the\n"
        "manifest lists. --black makes PDFs that are printed with black "
        "alone.\n"
        "With an error in the book nothing is written. --since shows what has\n"
        "changed since VERSION, or since the last one before this.\n")},
    {"check",
     "bouwsteen check [BOOK] [-e EDITION]... [-t TARGET]... [--typography]\n"
     "                [--language] [-j N] [--since VERSION] [--werror]\n"
     "                [-q | -v]\n"
     "                [--diagnostics=FORMAT]",
     N_("Checks everything that a build checks, for all editions, and writes\n"
        "nothing. --typography counts what a typesetter would mend, "
        "--language\n"
        "what an editor would.\n")},
    {"excerpt",
     "bouwsteen excerpt [BOOK] PARTNER... | --all [-o DIR] [-t TARGET]...\n"
     "                  [--black] [--draft] [-j N] [--since VERSION] "
     "[--werror]\n"
     "                  [-q | -v]\n"
     "bouwsteen excerpt --new NAME [BOOK]",
     N_("Makes the excerpts for these partners, or for all of them, from the\n"
        "profiles partners/NAME.yaml in BOOK, and puts them in DIR/excerpts.\n"
        "An excerpt holds only what is for that partner, in the blocks that\n"
        "its profile takes. Once a partner has approved its excerpt, another\n"
        "text needs another approval, or --draft, which marks every page.\n"
        "--new writes a profile with every key explained.\n")},
    {"session",
     "bouwsteen session [BOOK] NAME... | --all [-o DIR] [-t TARGET]... [-j N]\n"
     "                  [--black] [--werror] [-q | -v]",
     N_("Makes the hand-out and the facilitator's file of training sessions\n"
        "from sessions/NAME.yaml in BOOK, and puts them in DIR/sessions.\n")},
    {"approve", "bouwsteen approve [BOOK] PARTNER... | --all [--show] [-q]",
     N_("Shows the sentences that came and went since the partners approved\n"
        "their excerpts, and records what they see now as approved, in\n"
        "partners/NAME.approved. With --show it records nothing.\n")},
    {"release", "bouwsteen release VERSION [BOOK] [-j N] [-q]",
     N_("Writes down what every reader sees of this version of the book, as\n"
        "digests in versions/VERSION.digests, so that later versions can be\n"
        "held against it: build --since. Do so when a version goes out.\n")},
    {"dump", "bouwsteen dump [BOOK] -e EDITION --what=tree|pages|text",
     N_("Prints an edition as its document tree, its placed lines, or its\n"
        "plain text.\n")},
    {"map",
     "bouwsteen map [BOOK] [--html FILE] [--csv FILE] [--concordance FILE]",
     N_("Says who sees what: each chapter for each edition and excerpt, and\n"
        "the rule that decided; on the terminal, as a page in which\n"
        "paragraphs can be looked up, or as a table. --concordance writes\n"
        "on which page each block stands in each of them.\n")},
    {"verify", "bouwsteen verify FILE... [--against BOOK] [-q]",
     N_("Says whether finished PDFs and EPUBs are as they were made, and of\n"
        "which edition and version they are; with --against also whether the\n"
        "book in that folder shows something else by now.\n")},
    {"proof", "bouwsteen proof FILE... [-q]",
     N_("Checks finished PDFs and EPUBs against all rules that bouwsteen's "
        "own\n"
        "are built to; a build does so with each that it makes.\n")},
    {"list", "bouwsteen list [BOOK] [--alternatives [-e EDITION]...]",
     N_("Lists editions with their targets, audiences and blocks; with\n"
        "--alternatives what pictures say to who does not see them, with\n"
        "their places and pages, for a person to judge.\n")},
    {"new", "bouwsteen new block NUMBER TITLE [BOOK]",
     N_("Writes a building block that compiles, with every part in place.\n")},
    {"serve",
     "bouwsteen serve [BOOK] [--open] [--port N] [--editor ADDRESS] [-j N] "
     "[-q]",
     N_("Shows the book in a browser on this computer: print pages and e-book "
        "of\neach edition, new after each save, and what is wrong with them. "
        "--open\nstarts the browser. --editor says by which address a place "
        "opens in an\neditor, as in vscode://file{file}:{line}:{column}.\n")},
    {"testsheet", "bouwsteen testsheet [BOOK] [-o DIR] [-q]",
     N_("Writes DIR/testsheet.pdf, a booklet of one sheet to try a printer "
        "with:\n"
        "it has rulers of 100 mm and says which side is up.\n")},
    {"hyphenate", "bouwsteen hyphenate [-l nl]",
     N_("Reads words from standard input and prints each with its breaks\n"
        "marked by a middle dot.\n")},
#undef N_
};

static bool
usage_error(const char *format, const char *argument)
{
    refuse(format, argument);
    fprintf(stderr, "%s\n", message("Try 'bouwsteen --help'."));
    return false;
}

static bool
unknown_option(struct parser *parser, const char *argument)
{
    static const char *const options[] = {
        "--all",    "--alternatives", "--against", "--black",
        "--draft",  "--diagnostics",  "--help",    "--new",
        "--quiet",  "--show",         "--verbose", "--what",
        "--werror", "--typography",   "--version", "--language",
        "--since",  "--open",         "--port",    "--editor"};
    enum { COUNT = sizeof options / sizeof *options };
    struct text names[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        names[i] = text_of(options[i]);
    struct text name = text_of(argument);
    name = text_slice(name, 0, text_index(name, '=', 0));
    refuse_name(parser->arena, "unknown option '%s'",
                arena_string(parser->arena, name), names, COUNT);
    return false;
}

/* The value of an option: behind it ("-ofoo", "--out=foo") or the next
 * argument. */
static bool
take_value(struct parser *parser, const char *attached, const char **value)
{
    if (attached && *attached) {
        *value = attached;
        return true;
    }
    if (parser->at + 1 >= parser->count)
        return usage_error("option '%s' needs a value",
                           parser->arguments[parser->at]);
    *value = parser->arguments[++parser->at];
    return true;
}

static bool
take_jobs(struct parser *parser, const char *attached)
{
    const char *value;
    if (!take_value(parser, attached, &value))
        return false;
    char *end;
    long jobs = strtol(value, &end, 10);
    if (*end || jobs < 1 || jobs > 256)
        return usage_error("'%s' is no number of jobs from 1 to 256", value);
    parser->options->jobs = (int)jobs;
    return true;
}

static bool
take_port(struct parser *parser, const char *value)
{
    char *end;
    long port = strtol(value, &end, 10);
    if (*end || port < 1 || port > 65535)
        return usage_error("'%s' is no port from 1 to 65535", value);
    parser->options->port = (int)port;
    return true;
}

static bool
take_short(struct parser *parser, const char *argument)
{
    struct options *options = parser->options;
    const char *attached = argument + 2;
    const char *value;
    switch (argument[1]) {
    case 'o':
        return take_value(parser, attached, &options->output);
    case 'e':
        if (!take_value(parser, attached, &value))
            return false;
        *ARRAY_PUSH(parser->arena, &parser->editions) = value;
        return true;
    case 't':
        if (!take_value(parser, attached, &value))
            return false;
        *ARRAY_PUSH(parser->arena, &parser->targets) = value;
        return true;
    case 'l':
        return take_value(parser, attached, &options->language);
    case 'j':
        return take_jobs(parser, attached);
    default:
        break;
    }
    if (argument[2])
        return unknown_option(parser, argument);
    switch (argument[1]) {
    case 'q':
        return options->quiet = true;
    case 'v':
        return options->verbose = true;
    case 'h':
        return options->help = true;
    default:
        return unknown_option(parser, argument);
    }
}

static bool
take_diagnostics(struct parser *parser, const char *value)
{
    static const char *const names[] = {[DIAG_TEXT] = "text",
                                        [DIAG_JSON] = "json",
                                        [DIAG_GITHUB] = "github",
                                        [DIAG_GITLAB] = "gitlab"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(value, names[i])) {
            parser->options->format = (enum diag_format)i;
            return true;
        }
    return usage_error("'%s' is not text, json, github or gitlab", value);
}

static bool
take_long(struct parser *parser, const char *argument)
{
    struct options *options = parser->options;
    const char *equals = strchr(argument, '=');
    size_t size = equals ? (size_t)(equals - argument) : strlen(argument);
    struct text name = {argument, size};
    const char *attached = equals ? equals + 1 : NULL, *value;
    if (text_equals(name, "--what"))
        return take_value(parser, attached, &options->what);
    if (text_equals(name, "--new"))
        return take_value(parser, attached, &options->new_name);
    if (text_equals(name, "--since"))
        return take_value(parser, attached, &options->since);
    if (text_equals(name, "--html"))
        return take_value(parser, attached, &options->html);
    if (text_equals(name, "--concordance"))
        return take_value(parser, attached, &options->concordance);
    if (text_equals(name, "--editor"))
        return take_value(parser, attached, &options->editor);
    if (text_equals(name, "--port"))
        return take_value(parser, attached, &value) && take_port(parser, value);
    if (text_equals(name, "--csv"))
        return take_value(parser, attached, &options->csv);
    if (text_equals(name, "--against"))
        return take_value(parser, attached, &options->against);
    if (text_equals(name, "--diagnostics"))
        return take_value(parser, attached, &value) &&
               take_diagnostics(parser, value);
    if (equals)
        return unknown_option(parser, argument);
    if (text_equals(name, "--werror"))
        return options->werror = true;
    if (text_equals(name, "--alternatives"))
        return options->alternatives = true;
    if (text_equals(name, "--typography"))
        return options->typography = true;
    if (text_equals(name, "--language"))
        return options->checks_language = true;
    if (text_equals(name, "--black"))
        return options->black = true;
    if (text_equals(name, "--all"))
        return options->all = true;
    if (text_equals(name, "--open"))
        return options->opens_browser = true;
    if (text_equals(name, "--draft"))
        return options->draft = true;
    if (text_equals(name, "--show"))
        return options->show = true;
    if (text_equals(name, "--quiet"))
        return options->quiet = true;
    if (text_equals(name, "--verbose"))
        return options->verbose = true;
    if (text_equals(name, "--help"))
        return options->help = true;
    if (text_equals(name, "--version"))
        return options->version = true;
    return unknown_option(parser, argument);
}

static bool
take_argument(struct parser *parser)
{
    const char *argument = parser->arguments[parser->at];
    if (!strncmp(argument, "--", 2) && argument[2])
        return take_long(parser, argument);
    if (argument[0] == '-' && argument[1])
        return take_short(parser, argument);
    if (!parser->options->command)
        parser->options->command = argument;
    else
        *ARRAY_PUSH(parser->arena, &parser->operands) = argument;
    return true;
}

static bool
is_book(const char *path)
{
    char manifest[4096];
    struct stat status;
    int size = snprintf(manifest, sizeof manifest, "%s/book.yaml", path);
    return size > 0 && (size_t)size < sizeof manifest &&
           !stat(manifest, &status);
}

static bool
is_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(name, commands[i].name))
            return true;
    return false;
}

static bool
unknown_command(struct arena *arena, const char *name)
{
    enum { COUNT = sizeof commands / sizeof *commands };
    struct text names[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        names[i] = text_of(commands[i].name);
    refuse_name(arena, "there is no command '%s'", name, names, COUNT);
    return false;
}

static bool
takes_partners(const char *command)
{
    return !strcmp(command, "excerpt") || !strcmp(command, "approve") ||
           !strcmp(command, "session");
}

static bool
takes_files(const char *command)
{
    return !strcmp(command, "verify") || !strcmp(command, "proof");
}

/* The first operand is BOOK if it holds a book.yaml, or when the command
 * takes no other operands; `new` takes its BOOK last. */
static void
find_book(struct parser *parser)
{
    struct options *options = parser->options;
    size_t count = parser->operands.count;
    const char *command = options->command ? options->command : "";
    bool is_new = !strcmp(command, "new");
    bool is_release = !strcmp(command, "release");
    bool takes_words = !strcmp(command, "hyphenate") || takes_partners(command);
    size_t at = is_new ? 3 : is_release ? 1 : 0;
    if (count > at && !takes_files(command) &&
        (!takes_words || is_book(parser->operands.items[at]))) {
        options->book = parser->operands.items[at];
        for (size_t i = at; i + 1 < count; i++)
            parser->operands.items[i] = parser->operands.items[i + 1];
        parser->operands.count--;
    }
    options->operands = parser->operands.items;
    options->operand_count = parser->operands.count;
}

static bool
takes_operands(const char *command)
{
    return command && (!strcmp(command, "new") || !strcmp(command, "release") ||
                       takes_partners(command) || takes_files(command));
}

bool
options_parse(struct options *options, struct arena *arena, int count,
              char **arguments)
{
    struct parser parser = {.options = options,
                            .arena = arena,
                            .arguments = arguments,
                            .count = count};
    *options =
        (struct options){.book = "book", .output = "out", .language = "nl"};
    for (parser.at = 1; parser.at < count; parser.at++)
        if (!take_argument(&parser))
            return false;
    options->editions = parser.editions.items;
    options->edition_count = parser.editions.count;
    options->targets = parser.targets.items;
    options->target_count = parser.targets.count;
    if (options->command && !is_command(options->command))
        return unknown_command(arena, options->command);
    find_book(&parser);
    if (options->operand_count && !takes_operands(options->command))
        return usage_error("'%s' is one word too many", options->operands[0]);
    return true;
}

void
options_report(const struct options *options, struct diag *diag)
{
    /* A book that others wrote may be full of one thing. */
    enum { MOST_WARNINGS = 5 };
    diag_set_most(diag, options->verbose ? 0 : MOST_WARNINGS);
    diag_print(diag, stderr, options->format);
}

static void
common_help(void)
{
    printf("\n%s",
           message("Options of every command:\n"
                   "  -q, --quiet             say nothing but what is wrong\n"
                   "  -v, --verbose           show all warnings, and the time "
                   "that phases take\n"
                   "  -j N                    work on N editions at a time\n"
                   "  --werror                take warnings for errors\n"
                   "  --diagnostics=FORMAT    what is wrong: text, json, or "
                   "for a forge,\n"
                   "                          github or gitlab\n"
                   "  -h, --help              this help\n"));
}

void
options_help(const char *command)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (command && strcmp(command, commands[i].name))
            continue;
        printf("%s\n", commands[i].usage);
        if (command)
            printf("\n%s", message(commands[i].text));
    }
    if (!command)
        printf("bouwsteen --help | --version\n\n%s",
               message("Compiles one set of Markdown sources to a print PDF "
                       "and an EPUB for each\nreader. 'bouwsteen COMMAND "
                       "--help' tells more.\n"));
    common_help();
}
