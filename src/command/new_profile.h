/* excerpt --new NAME: a profile that compiles at once, every key explained. */
#ifndef COMMAND_NEW_PROFILE_H
#define COMMAND_NEW_PROFILE_H

#include "command/options.h"

/* Writes partners/NAME.yaml and its introduction into the book; changes
 * nothing that is there. */
enum status new_profile(const struct options *options);

#endif
