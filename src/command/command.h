/* The commands: each prints and returns the program's exit status. */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include "command/options.h"

/* `program` is argv[0] as found. */
enum status command_build(const struct options *options, const char *program);
enum status command_check(const struct options *options, const char *program);
struct product;
/* The table of `check --typography`: a column for each product. */
void audit_table_print(const struct product *const *products, size_t count);
/* That of `check --language`: a row for each product. */
void language_table_print(const struct product *const *products, size_t count);
enum status command_approve(const struct options *options, const char *program);
enum status command_release(const struct options *options, const char *program);
enum status command_session(const struct options *options, const char *program);
enum status command_excerpt(const struct options *options, const char *program);
enum status command_dump(const struct options *options, const char *program);
enum status command_list(const struct options *options, const char *program);
enum status command_hyphenate(const struct options *options,
                              const char *program);
enum status command_map(const struct options *options, const char *program);
enum status command_proof(const struct options *options, const char *program);
enum status command_verify(const struct options *options, const char *program);
enum status command_testsheet(const struct options *options,
                              const char *program);
enum status command_new(const struct options *options, const char *program);

#endif
