#include "doc/language.h"

bool
language_is_tag(struct text language)
{
    size_t group = 0;
    bool is_first = true;
    for (size_t i = 0; i < language.size; i++) {
        char byte = language.data[i];
        bool is_letter =
            (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        bool is_digit = byte >= '0' && byte <= '9';
        if (byte == '-') {
            if (group < (is_first ? 2 : 1))
                return false;
            group = 0;
            is_first = false;
        } else if ((!is_letter && (is_first || !is_digit)) ||
                   ++group > (is_first ? 3 : 8)) {
            return false;
        }
    }
    return group >= (is_first ? 2 : 1);
}
