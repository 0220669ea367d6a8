/* serve: the book in a browser while it is written, for people who do not use a
 * terminal. */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "command/options.h"

/* Runs until it is interrupted. */
enum status command_serve(const struct options *options, const char *program);

#endif
