#include "doc/date.h"

#include <time.h>

static const char *const months_nl[] = {
    "januari", "februari", "maart",     "april",   "mei",      "juni",
    "juli",    "augustus", "september", "oktober", "november", "december"};
static const char *const months_en[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

/* Digits start..end as a number; -1 when they are no digits. */
static int
digits(struct text text, size_t start, size_t end)
{
    int number = 0;
    for (size_t at = start; at < end; at++) {
        if (text.data[at] < '0' || text.data[at] > '9')
            return -1;
        number = number * 10 + (text.data[at] - '0');
    }
    return number;
}

struct text
date_words(struct arena *arena, struct text date, bool is_dutch)
{
    if (date.size != 10 || date.data[4] != '-' || date.data[7] != '-')
        return date;
    int year = digits(date, 0, 4), month = digits(date, 5, 7),
        day = digits(date, 8, 10);
    if (year < 0 || month < 1 || month > 12 || day < 1)
        return date;
    const char *name = is_dutch ? months_nl[month - 1] : months_en[month - 1];
    return arena_printf(arena, "%d\xC2\xA0%s\xC2\xA0%04d", day, name, year);
}

struct text
date_of_seconds(struct arena *arena, int64_t seconds)
{
    char text[16];
    struct tm day;
    time_t time = (time_t)seconds;
    if (!gmtime_r(&time, &day))
        return TEXT("");
    size_t size = strftime(text, sizeof text, "%Y-%m-%d", &day);
    return arena_text(arena, (struct text){text, size});
}
