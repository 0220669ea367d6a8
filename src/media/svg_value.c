#include "media/svg_value.h"

#include <math.h>

static bool
is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool
is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static void
skip_space(struct text text, size_t *position)
{
    while (*position < text.size && is_space(text.data[*position]))
        ++*position;
}

void
svg_skip_separator(struct text text, size_t *position)
{
    skip_space(text, position);
    if (*position < text.size && text.data[*position] == ',') {
        ++*position;
        skip_space(text, position);
    }
}

/* The digits of a number's mantissa: at most 17 count, which is all that a
 * double can tell apart. */
struct mantissa {
    double value;
    int significant, exponent;
    bool any;
};

static size_t
mantissa_read(struct text text, size_t at, struct mantissa *mantissa)
{
    bool fraction = false;
    for (; at < text.size; at++) {
        char byte = text.data[at];
        if (byte == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (!is_digit(byte))
            break;
        mantissa->any = true;
        if (mantissa->significant < 17) {
            mantissa->value = mantissa->value * 10 + (byte - '0');
            mantissa->significant += mantissa->value > 0;
            mantissa->exponent -= fraction;
        } else {
            mantissa->exponent += !fraction;
        }
    }
    return at;
}

/* An exponent: only when digits follow, since "1em" is one em. */
static size_t
exponent_read(struct text text, size_t at, int *exponent)
{
    size_t start = at;
    if (at >= text.size || (text.data[at] != 'e' && text.data[at] != 'E'))
        return start;
    at++;
    bool negative = at < text.size && text.data[at] == '-';
    if (at < text.size && (text.data[at] == '-' || text.data[at] == '+'))
        at++;
    if (at >= text.size || !is_digit(text.data[at]))
        return start;
    int value = 0;
    for (; at < text.size && is_digit(text.data[at]); at++)
        if (value < 1000)
            value = value * 10 + (text.data[at] - '0');
    *exponent += negative ? -value : value;
    return at;
}

bool
svg_number(struct text text, size_t *position, double *value)
{
    size_t at = *position;
    skip_space(text, &at);
    bool negative = at < text.size && text.data[at] == '-';
    if (at < text.size && (text.data[at] == '-' || text.data[at] == '+'))
        at++;
    struct mantissa mantissa = {0};
    at = mantissa_read(text, at, &mantissa);
    if (!mantissa.any)
        return false;
    at = exponent_read(text, at, &mantissa.exponent);
    double result = mantissa.value;
    if (mantissa.exponent > 0)
        result *= pow(10, mantissa.exponent);
    else if (mantissa.exponent < 0)
        result /= pow(10, -mantissa.exponent);
    if (!(result <= 1e9))
        return false;
    *value = negative ? -result : result;
    svg_skip_separator(text, &at);
    *position = at;
    return true;
}

bool
svg_only_number(struct text text, double *value)
{
    size_t position = 0;
    return svg_number(text, &position, value) && position == text.size;
}

bool
svg_length(struct text text, double em, double *value)
{
    static const struct {
        const char *name;
        double factor; /* user units of 1/96 inch */
    } units[] = {{"", 1},    {"px", 1},         {"pt", 96.0 / 72},
                 {"pc", 16}, {"mm", 96 / 25.4}, {"cm", 960 / 25.4},
                 {"in", 96}};
    size_t position = 0;
    text = text_trim(text);
    if (!svg_number(text, &position, value))
        return false;
    struct text unit = text_slice(text, position, text.size);
    if (text_equals(unit, "em")) {
        *value *= em;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (text_equals(unit, units[i].name)) {
            *value *= units[i].factor;
            return true;
        }
    return false;
}

void
svg_matrix_multiply(const double outer[6], const double inner[6],
                    double result[6])
{
    double product[6] = {
        outer[0] * inner[0] + outer[2] * inner[1],
        outer[1] * inner[0] + outer[3] * inner[1],
        outer[0] * inner[2] + outer[2] * inner[3],
        outer[1] * inner[2] + outer[3] * inner[3],
        outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
        outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
    };
    for (int i = 0; i < 6; i++)
        result[i] = product[i];
}

static double
radians(double degrees)
{
    return degrees * (3.14159265358979323846 / 180);
}

/* One transform function with its arguments as a matrix. */
static bool
transform_matrix(struct text name, const double *a, int count, double m[6])
{
    static const double identity[6] = {1, 0, 0, 1, 0, 0};
    for (int i = 0; i < 6; i++)
        m[i] = identity[i];
    if (text_equals(name, "matrix") && count == 6) {
        for (int i = 0; i < 6; i++)
            m[i] = a[i];
    } else if (text_equals(name, "translate") && (count == 1 || count == 2)) {
        m[4] = a[0];
        m[5] = count == 2 ? a[1] : 0;
    } else if (text_equals(name, "scale") && (count == 1 || count == 2)) {
        m[0] = a[0];
        m[3] = count == 2 ? a[1] : a[0];
    } else if (text_equals(name, "rotate") && (count == 1 || count == 3)) {
        double sine = sin(radians(a[0])), cosine = cos(radians(a[0]));
        double x = count == 3 ? a[1] : 0, y = count == 3 ? a[2] : 0;
        m[0] = m[3] = cosine;
        m[1] = sine;
        m[2] = -sine;
        m[4] = x - cosine * x + sine * y;
        m[5] = y - sine * x - cosine * y;
    } else if (text_equals(name, "skewX") && count == 1) {
        m[2] = tan(radians(a[0]));
    } else if (text_equals(name, "skewY") && count == 1) {
        m[1] = tan(radians(a[0]));
    } else {
        return false;
    }
    return true;
}

static bool
matrix_is_bounded(const double matrix[6])
{
    for (int i = 0; i < 6; i++)
        if (!(fabs(matrix[i]) <= 1e9))
            return false;
    return true;
}

bool
svg_transform(struct text text, double matrix[6])
{
    size_t at = 0;
    svg_skip_separator(text, &at);
    while (at < text.size) {
        size_t open = text_index(text, '(', at);
        if (open == text.size)
            return false;
        struct text name = text_trim(text_slice(text, at, open));
        double arguments[6], function[6];
        int count = 0;
        at = open + 1;
        while (count < 6 && svg_number(text, &at, &arguments[count]))
            count++;
        skip_space(text, &at);
        if (at == text.size || text.data[at] != ')' ||
            !transform_matrix(name, arguments, count, function))
            return false;
        svg_matrix_multiply(matrix, function, matrix);
        if (!matrix_is_bounded(matrix))
            return false;
        at++;
        svg_skip_separator(text, &at);
    }
    return true;
}
