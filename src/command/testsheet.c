/* testsheet: does this printer print booklets as they are meant? */
#include "base/file.h"
#include "base/message.h"
#include "command/command.h"
#include "pipeline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool
write_sheet(const struct options *options, struct arena *arena,
            const struct buffer *pdf)
{
    struct text path = arena_printf(arena, "%s/testsheet.pdf", options->output);
    file_remove_stale(path.data);
    if (!file_write(path.data, pdf->data, pdf->size)) {
        fprintf(stderr, message("bouwsteen: cannot write '%s': %s\n"),
                path.data, message(strerror(errno)));
        return false;
    }
    if (!options->quiet)
        printf("%s\n", path.data);
    return true;
}

enum status
command_testsheet(const struct options *options, const char *program)
{
    struct session session;
    struct buffer pdf = {0};
    enum status status = STATUS_BOOK;
    bool open = session_open(&session, options->book, program);
    bool made = open && testsheet_make(&session, &pdf);
    options_report(options, session.diag);
    if (made)
        status = write_sheet(options, session.arena, &pdf) ? STATUS_DONE
                                                           : STATUS_USAGE;
    else if (!session.book || !diag_has_errors(session.diag))
        status = STATUS_USAGE;
    buffer_release(&pdf);
    session_close(&session);
    return status;
}
