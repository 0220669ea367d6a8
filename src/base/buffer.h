/* A growing byte buffer on the heap.  buffer_release frees it. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/text.h"

#include <stdarg.h>
#include <stddef.h>

struct buffer {
    char *data; /* NUL-terminated when not NULL */
    size_t size, capacity;
};

void buffer_release(struct buffer *buffer);
void buffer_clear(struct buffer *buffer); /* keeps the memory */
/* Room for so many bytes more, and for a NUL. */
void buffer_reserve(struct buffer *buffer, size_t more);

static inline void
buffer_append(struct buffer *buffer, const void *data, size_t size)
{
    if (buffer->capacity - buffer->size <= size)
        buffer_reserve(buffer, size);
    if (size)
        memcpy(buffer->data + buffer->size, data, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

static inline void
buffer_append_text(struct buffer *buffer, struct text text)
{
    buffer_append(buffer, text.data, text.size);
}

static inline void
buffer_append_string(struct buffer *buffer, const char *string)
{
    buffer_append(buffer, string, strlen(string));
}

static inline void
buffer_append_byte(struct buffer *buffer, char byte)
{
    buffer_append(buffer, &byte, 1);
}

/* As UTF-8. */
void buffer_append_code_point(struct buffer *buffer, unsigned code_point);
/* As content or quoted attribute of HTML or SVG; control characters go. */
void buffer_append_markup(struct buffer *buffer, struct text text);
void buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text buffer_text(const struct buffer *buffer);

#endif
