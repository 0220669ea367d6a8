#include "command/csv.h"

#include <string.h>

void
csv_value(struct buffer *out, char separator, struct text value)
{
    if (separator)
        buffer_append_byte(out, separator);
    buffer_append_byte(out, '"');
    if (value.size && strchr("=+-@\t\r", value.data[0]))
        buffer_append_byte(out, '\'');
    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] == '"')
            buffer_append_byte(out, '"');
        buffer_append_byte(out, value.data[i]);
    }
    buffer_append_byte(out, '"');
}
