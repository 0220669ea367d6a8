#include "pdf/pdf_format.h"

#include "base/utf8.h"

void
pdf_integer(struct buffer *out, int64_t value)
{
    pdf_decimal(out, value, 0);
}

void
pdf_decimal(struct buffer *out, int64_t value, int decimals)
{
    char digits[32];
    size_t at = sizeof digits;
    bool negative = value < 0;
    uint64_t rest = negative ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    for (; decimals > 0 && rest % 10 == 0; decimals--)
        rest /= 10;
    for (int i = 0; rest || i == 0 || i <= decimals; i++) {
        if (i == decimals && decimals > 0) {
            digits[--at] = '.';
            if (!rest) /* ".5": PDF needs no zero before the point */
                break;
        }
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (negative)
        digits[--at] = '-';
    buffer_append(out, digits + at, sizeof digits - at);
}

void
pdf_length(struct buffer *out, scaled length)
{
    pdf_decimal(out, pdf_hundredths(length), 2);
}

void
pdf_real(struct buffer *out, double value)
{
    const double most = 30000;
    value = value > most ? most : value > -most ? value : -most;
    pdf_decimal(out, (int64_t)(value * 1000 + (value < 0 ? -0.5 : 0.5)), 3);
}

void
pdf_reals(struct buffer *out, const double *values, int count)
{
    for (int i = 0; i < count; i++) {
        pdf_real(out, values[i]);
        buffer_append_byte(out, ' ');
    }
}

void
pdf_reference(struct buffer *out, unsigned id)
{
    pdf_integer(out, id);
    buffer_append(out, " 0 R", 4);
}

static void
hex_unit(struct buffer *out, unsigned unit)
{
    static const char digits[] = "0123456789ABCDEF";
    char hex[4];
    for (int i = 3; i >= 0; i--, unit >>= 4)
        hex[i] = digits[unit & 15];
    buffer_append(out, hex, 4);
}

void
pdf_utf16(struct buffer *out, struct text text)
{
    for (size_t at = 0; at < text.size;) {
        unsigned code_point = utf8_next(text, &at);
        if (code_point < 0x10000) {
            hex_unit(out, code_point);
            continue;
        }
        code_point -= 0x10000;
        hex_unit(out, 0xd800 + (code_point >> 10));
        hex_unit(out, 0xdc00 + (code_point & 0x3ff));
    }
}

void
pdf_bytes(struct buffer *out, struct text bytes)
{
    buffer_append_byte(out, '(');
    for (size_t i = 0; i < bytes.size; i++) {
        char byte = bytes.data[i];
        if (byte == '(' || byte == ')' || byte == '\\')
            buffer_append_byte(out, '\\');
        if (byte == '\r')
            buffer_append(out, "\\r", 2);
        else
            buffer_append_byte(out, byte);
    }
    buffer_append_byte(out, ')');
}

static bool
is_plain_ascii(struct text text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < ' ' || text.data[i] > '~')
            return false;
    return true;
}

void
pdf_string(struct buffer *out, struct text text)
{
    if (is_plain_ascii(text)) {
        pdf_bytes(out, text);
        return;
    }
    buffer_append(out, "<FEFF", 5);
    pdf_utf16(out, text);
    buffer_append_byte(out, '>');
}
