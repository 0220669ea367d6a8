/* JSON (RFC 8259) into a buffer: values one after the other, with commas where
 * they are due.  It never reads any. */
#ifndef SERVE_JSON_H
#define SERVE_JSON_H

#include "base/buffer.h"

/* '{', '[' and their ends; `key` is NULL in lists. */
void json_open(struct buffer *out, const char *key, char bracket);
void json_close(struct buffer *out, char bracket);
void json_text(struct buffer *out, const char *key, struct text value);
void json_number(struct buffer *out, const char *key, long long value);
void json_bool(struct buffer *out, const char *key, bool value);
/* What is JSON already; nothing becomes null. */
void json_raw(struct buffer *out, const char *key, struct text json);

#endif
