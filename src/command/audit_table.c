/* check --typography: what a typesetter would mend, counted. */
#include "base/message.h"
#include "base/utf8.h"
#include "command/command.h"
#include "pipeline.h"

#include <stdio.h>

enum { NAME_COLUMNS = 56, COUNT_COLUMNS = 10 };

static void
print_name(const char *indent, const char *name)
{
    size_t width = utf8_length(text_of(indent)) + utf8_length(text_of(name));
    printf("%s%s", indent, name);
    for (; width < NAME_COLUMNS; width++)
        putchar(' ');
}

static void
print_head(const struct product *const *products, size_t count)
{
    print_name("", message("Typography"));
    for (size_t i = 0; i < count; i++)
        printf("  %*.*s", COUNT_COLUMNS, TEXT_PRINTF(products[i]->edition->id));
    putchar('\n');
}

void
audit_table_print(const struct product *const *products, size_t count)
{
    print_head(products, count);
    print_name("", message("pages"));
    for (size_t i = 0; i < count; i++)
        printf("  %*zu", COUNT_COLUMNS, products[i]->pages.count);
    putchar('\n');
    for (int fault = 0; fault < AUDIT_FAULT_COUNT; fault++) {
        print_name("", message(audit_fault_name((enum audit_fault)fault)));
        for (size_t i = 0; i < count; i++)
            printf("  %*zu", COUNT_COLUMNS, products[i]->audit.faults[fault]);
        putchar('\n');
    }
    puts(message("facing pages not level, and rightly so:"));
    for (int reason = 0; reason < AUDIT_REASON_COUNT; reason++) {
        print_name("  ", message(audit_reason_name((enum audit_reason)reason)));
        for (size_t i = 0; i < count; i++)
            printf("  %*zu", COUNT_COLUMNS, products[i]->audit.reasons[reason]);
        putchar('\n');
    }
}
