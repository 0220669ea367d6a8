#include "base/buffer.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
buffer_release(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}

void
buffer_clear(struct buffer *buffer)
{
    buffer->size = 0;
    if (buffer->data)
        buffer->data[0] = '\0';
}

void
buffer_reserve(struct buffer *buffer, size_t more)
{
    size_t needed = buffer->size + more + 1;
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : 256;
    if (capacity < needed)
        capacity = needed;
    buffer->data = memory_realloc(buffer->data, capacity);
    buffer->capacity = capacity;
}

void
buffer_append_code_point(struct buffer *buffer, unsigned code_point)
{
    char bytes[4] = {0};
    size_t size = utf8_encode(code_point, bytes);
    buffer_append(buffer, bytes, size);
}

void
buffer_append_markup(struct buffer *buffer, struct text text)
{
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '<')
            buffer_append_string(buffer, "&lt;");
        else if (byte == '>')
            buffer_append_string(buffer, "&gt;");
        else if (byte == '&')
            buffer_append_string(buffer, "&amp;");
        else if (byte == '"')
            buffer_append_string(buffer, "&quot;");
        else if ((unsigned char)byte >= ' ' || byte == '\n' || byte == '\t')
            buffer_append_byte(buffer, byte);
    }
}

void
buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size > 0) {
        buffer_reserve(buffer, (size_t)size);
        vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
        buffer->size += (size_t)size;
    }
    va_end(again);
}

struct text
buffer_text(const struct buffer *buffer)
{
    return (struct text){buffer->data ? buffer->data : "", buffer->size};
}
