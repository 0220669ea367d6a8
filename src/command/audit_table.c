/* check --typography: what a typesetter would mend, counted. */
#include "base/message.h"
#include "base/utf8.h"
#include "command/command.h"
#include "pipeline.h"

#include <stdio.h>

/* Characters: what stands before the counts, the least that a count has, and
 * the width past which the columns go on in a table below. */
enum { NAME_COLUMNS = 56, COUNT_COLUMNS = 10, GAP = 2, TABLE_COLUMNS = 120 };

static void
print_name(const char *indent, const char *name)
{
    size_t width = utf8_length(text_of(indent)) + utf8_length(text_of(name));
    printf("%s%s", indent, name);
    for (; width < NAME_COLUMNS; width++)
        putchar(' ');
}

static int
column_width(const struct product *product)
{
    size_t length = utf8_length(product->edition->id);
    return length > COUNT_COLUMNS ? (int)length : COUNT_COLUMNS;
}

/* How many of the products stand beside one another; at least one. */
static size_t
fitting(const struct product *const *products, size_t count)
{
    int width = NAME_COLUMNS;
    for (size_t i = 0; i < count; i++) {
        width += GAP + column_width(products[i]);
        if (i && width > TABLE_COLUMNS)
            return i;
    }
    return count;
}

static void
print_count(const struct product *product, size_t number)
{
    printf("%*s%*zu", GAP, "", column_width(product), number);
}

static void
print_table(const struct product *const *products, size_t count)
{
    print_name("", message("Typography"));
    for (size_t i = 0; i < count; i++)
        printf("%*s%*.*s", GAP, "", column_width(products[i]),
               TEXT_PRINTF(products[i]->edition->id));
    putchar('\n');
    print_name("", message("pages"));
    for (size_t i = 0; i < count; i++)
        print_count(products[i], products[i]->pages.count);
    putchar('\n');
    for (int fault = 0; fault < AUDIT_FAULT_COUNT; fault++) {
        print_name("", message(audit_fault_name((enum audit_fault)fault)));
        for (size_t i = 0; i < count; i++)
            print_count(products[i], products[i]->audit.faults[fault]);
        putchar('\n');
    }
    puts(message("facing pages not level, and rightly so:"));
    for (int reason = 0; reason < AUDIT_REASON_COUNT; reason++) {
        print_name("  ", message(audit_reason_name((enum audit_reason)reason)));
        for (size_t i = 0; i < count; i++)
            print_count(products[i], products[i]->audit.reasons[reason]);
        putchar('\n');
    }
}

void
audit_table_print(const struct product *const *products, size_t count)
{
    for (size_t from = 0; from < count;) {
        size_t beside = fitting(products + from, count - from);
        if (from)
            putchar('\n');
        print_table(products + from, beside);
        from += beside;
    }
}
