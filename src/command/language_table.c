/* check --language: what an editor would mend, counted by reader. */
#include "base/message.h"
#include "base/utf8.h"
#include "command/command.h"
#include "pipeline.h"

#include <stdio.h>

enum { COUNT_COLUMNS = 11 };

static void
print_padded(struct text text, size_t columns)
{
    printf("%.*s", TEXT_PRINTF(text));
    for (size_t width = utf8_length(text); width < columns; width++)
        putchar(' ');
}

static void
print_head(size_t name_columns)
{
#define N_(english) english
    static const char *const heads[] = {N_("sentences"), N_("words each"),
                                        N_("long %"), N_("passive %")};
#undef N_
    print_padded(text_of(message("Language")), name_columns);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct text head = text_of(message(heads[i]));
        for (size_t width = utf8_length(head); width < COUNT_COLUMNS; width++)
            putchar(' ');
        printf(" %.*s", TEXT_PRINTF(head));
    }
    for (int fault = 0; fault < LANGUAGE_FAULT_COUNT; fault++)
        printf("  (%d)", fault + 1);
    putchar('\n');
}

/* One digit behind the point. */
static void
print_ratio(size_t part, size_t whole, size_t factor)
{
    size_t tenths = whole ? (part * factor * 10 + whole / 2) / whole : 0;
    printf(" %*zu.%zu", COUNT_COLUMNS - 2, tenths / 10, tenths % 10);
}

static void
print_row(const struct product *product, size_t name_columns)
{
    const struct language_count *count = &product->language;
    print_padded(product->edition->id, name_columns);
    printf(" %*zu", COUNT_COLUMNS, count->sentences);
    print_ratio(count->words, count->sentences, 1);
    print_ratio(count->long_sentences, count->sentences, 100);
    print_ratio(count->passives, count->sentences, 100);
    for (int fault = 0; fault < LANGUAGE_FAULT_COUNT; fault++)
        printf(" %4zu", count->faults[fault]);
    putchar('\n');
}

void
language_table_print(const struct product *const *products, size_t count)
{
    size_t columns = 12;
    for (size_t i = 0; i < count; i++)
        if (utf8_length(products[i]->edition->id) > columns)
            columns = utf8_length(products[i]->edition->id);
    print_head(columns);
    for (size_t i = 0; i < count; i++)
        print_row(products[i], columns);
    for (int fault = 0; fault < LANGUAGE_FAULT_COUNT; fault++)
        printf("(%d) %s\n", fault + 1,
               message(language_fault_name((enum language_fault)fault)));
}
