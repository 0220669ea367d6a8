#include "serve/json.h"

#include "base/utf8.h"

static void
append_string(struct buffer *out, struct text value)
{
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < value.size;) {
        unsigned code = utf8_next(value, &i);
        if (code == '"' || code == '\\') {
            buffer_append_byte(out, '\\');
            buffer_append_byte(out, (char)code);
        } else if (code < 0x20) {
            buffer_printf(out, "\\u%04x", code);
        } else {
            buffer_append_code_point(out, code);
        }
    }
    buffer_append_byte(out, '"');
}

/* The comma and the key. */
static void
begin(struct buffer *out, const char *key)
{
    char last = out->size ? out->data[out->size - 1] : '[';
    if (last != '{' && last != '[' && last != ':')
        buffer_append_byte(out, ',');
    if (!key)
        return;
    append_string(out, text_of(key));
    buffer_append_byte(out, ':');
}

void
json_open(struct buffer *out, const char *key, char bracket)
{
    begin(out, key);
    buffer_append_byte(out, bracket);
}

void
json_close(struct buffer *out, char bracket)
{
    buffer_append_byte(out, bracket);
}

void
json_text(struct buffer *out, const char *key, struct text value)
{
    begin(out, key);
    append_string(out, value);
}

void
json_number(struct buffer *out, const char *key, long long value)
{
    begin(out, key);
    buffer_printf(out, "%lld", value);
}

void
json_bool(struct buffer *out, const char *key, bool value)
{
    begin(out, key);
    buffer_append_string(out, value ? "true" : "false");
}

void
json_raw(struct buffer *out, const char *key, struct text json)
{
    begin(out, key);
    if (json.size)
        buffer_append_text(out, json);
    else
        buffer_append_string(out, "null");
}
