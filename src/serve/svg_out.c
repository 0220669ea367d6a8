#include "serve/svg_out.h"

void
out_integer(struct buffer *out, long long value)
{
    char digits[24];
    size_t at = sizeof digits;
    unsigned long long rest =
        value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        digits[--at] = '-';
    buffer_append(out, digits + at, sizeof digits - at);
}

static void
append_thousandths(struct buffer *out, long long units)
{
    char decimals[4] = {'.', 0, 0, 0};
    if (units < 0) {
        buffer_append_byte(out, '-');
        units = -units;
    }
    out_integer(out, units / 1000);
    int rest = (int)(units % 1000), size = 4;
    if (!rest)
        return;
    for (int i = 3; i > 0; i--, rest /= 10)
        decimals[i] = (char)('0' + rest % 10);
    while (decimals[size - 1] == '0')
        size--;
    buffer_append(out, decimals, (size_t)size);
}

void
out_length(struct buffer *out, scaled length)
{
    append_thousandths(out, scaled_ratio(length, 1000, SCALED_PT));
}

void
out_real(struct buffer *out, double value)
{
    if (!(value <= 1e9 && value >= -1e9))
        value = 0;
    append_thousandths(out, (long long)(value * 1000 + (value < 0 ? -.5 : .5)));
}

void
out_length_attribute(struct buffer *out, const char *name, scaled length)
{
    buffer_append_byte(out, ' ');
    buffer_append_string(out, name);
    buffer_append(out, "=\"", 2);
    out_length(out, length);
    buffer_append_byte(out, '"');
}

void
out_colour_attribute(struct buffer *out, const char *name, unsigned rgb)
{
    static const char digits[] = "0123456789abcdef";
    char colour[7] = {'#'};
    for (int i = 6; i > 0; i--, rgb >>= 4)
        colour[i] = digits[rgb & 15];
    buffer_append_byte(out, ' ');
    buffer_append_string(out, name);
    buffer_append(out, "=\"", 2);
    buffer_append(out, colour, sizeof colour);
    buffer_append_byte(out, '"');
}
