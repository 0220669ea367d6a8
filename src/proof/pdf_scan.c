#include "proof/pdf_scan.h"

#include <string.h>

void
pdf_scan_start(struct pdf_scan *scan, struct arena *arena, struct text content)
{
    scan->parser = (struct pdf_parser){.arena = arena,
                                       .at = content.data,
                                       .end = content.data + content.size,
                                       .is_content = true};
    scan->count = 0;
    scan->is_broken = scan->skips_arrays = false;
    scan->array = TEXT("");
}

/* Operators begin with a letter or one of two quotes; of the values only
 * `true`, `false` and `null` do. */
static bool
is_operator_start(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '\'' || byte == '"';
}

bool
pdf_scan_next(struct pdf_scan *scan)
{
    struct pdf_parser *parser = &scan->parser;
    scan->count = 0;
    for (;;) {
        pdf_skip_blanks(parser);
        if (parser->at == parser->end) {
            scan->is_broken |= scan->count > 0;
            return false;
        }
        if (scan->count == PDF_MOST_OPERANDS)
            break;
        if (scan->skips_arrays && pdf_skip_array(parser, &scan->array)) {
            scan->operands[scan->count++] =
                (struct pdf_value){.kind = PDF_ARRAY};
            continue;
        }
        bool is_word = is_operator_start(*parser->at);
        if (!is_word ||
            (strchr("tfn", *parser->at) && parser->end - parser->at > 3)) {
            if (pdf_parse(parser, &scan->operands[scan->count])) {
                scan->count++;
                continue;
            }
            if (!is_word)
                break;
        }
        scan->operator= pdf_take_word(parser);
        /* Image data in the content: nothing of ours writes it, and it
         * cannot be told from operators. */
        if (text_equals(scan->operator, "BI"))
            break;
        return true;
    }
    scan->is_broken = true;
    return false;
}

struct pdf_parser
pdf_scan_strings(const struct pdf_scan *scan)
{
    return (struct pdf_parser){.arena = scan->parser.arena,
                               .at = scan->array.data,
                               .end = scan->array.data + scan->array.size,
                               .is_content = true};
}

const struct pdf_value *
pdf_operand(const struct pdf_scan *scan, unsigned index)
{
    return index < scan->count ? &scan->operands[index] : &pdf_null;
}

bool
pdf_is_operator(const struct pdf_scan *scan, const char *name)
{
    return text_equals(scan->operator, name);
}
