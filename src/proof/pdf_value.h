/* The objects of a PDF as values (ISO 32000-1, 7.3), and their parser.
 *
 * It reads what is there and changes nothing.  Every value may be looked into
 * as if it were of any kind: what does not fit gives the null value, an empty
 * text or 0, so that callers need no ladders of checks. */
#ifndef PROOF_PDF_VALUE_H
#define PROOF_PDF_VALUE_H

#include "base/array.h"
#include "base/buffer.h"

#include <stdint.h>

enum pdf_kind {
    PDF_NULL,
    PDF_BOOLEAN,
    PDF_INTEGER,
    PDF_REAL,
    PDF_STRING, /* decoded bytes */
    PDF_NAME,   /* decoded, without the slash */
    PDF_ARRAY,
    PDF_DICTIONARY,
    PDF_REFERENCE
};

struct pdf_value {
    enum pdf_kind kind;
    uint32_t count; /* ARRAY: items; DICTIONARY: entries */
    union {
        bool boolean;
        int64_t integer; /* REFERENCE: the object's number */
        double real;
        struct text text; /* STRING, NAME */
        /* ARRAY: its items.  DICTIONARY: key, value, key, value ... */
        const struct pdf_value *items;
    };
};

extern const struct pdf_value pdf_null;

/* The value under a key, references not followed; &pdf_null if absent. */
const struct pdf_value *pdf_entry(const struct pdf_value *dictionary,
                                  const char *key);
/* The item of an array; &pdf_null beyond its end. */
const struct pdf_value *pdf_item(const struct pdf_value *array, size_t index);
bool pdf_is_true(const struct pdf_value *value);
bool pdf_is_name(const struct pdf_value *value, const char *name);
/* 0 when it is none; a real is cut. */
int64_t pdf_whole(const struct pdf_value *value);
double pdf_number(const struct pdf_value *value);
bool pdf_is_number(const struct pdf_value *value);
/* A STRING's or NAME's bytes; else empty. */
struct text pdf_bytes_of(const struct pdf_value *value);
/* A text string (7.9.2.2) as UTF-8: UTF-16BE with its mark, else
 * PDFDocEncoding. */
struct text pdf_text_of(struct arena *arena, const struct pdf_value *value);
/* UTF-16BE bytes, without a mark, as UTF-8. */
void pdf_utf16_decode(struct text bytes, struct buffer *out);

/* --- the parser ----------------------------------------------------------- */

enum { PDF_DEEPEST = 64 }; /* nesting of arrays and dictionaries */

/* What is unusual in the notation, for PDF/A: a set. */
enum pdf_oddity {
    PDF_HEX_ODD = 1,       /* a string of an odd number of digits */
    PDF_HEX_STRANGE = 2,   /* other than digits and white space in it */
    PDF_NUMBER_LARGE = 4,  /* an integer beyond 32 bits, or a huge real */
    PDF_STRING_LONG = 8,   /* more than 32,767 bytes */
    PDF_NAME_LONG = 16,    /* more than 127 bytes */
    PDF_NAME_NO_UTF8 = 32, /* a name that is not UTF-8 */
};

struct pdf_parser {
    struct arena *arena; /* of arrays, dictionaries and decoded strings */
    const char *at, *end;
    bool is_content;   /* operators: no references to look for */
    unsigned oddities; /* so far; enum pdf_oddity */
    ARRAY(struct pdf_value) stack;
};

/* Moves past white space and comments. */
void pdf_skip_blanks(struct pdf_parser *parser);
/* Parses one value.  False where there is none (a keyword, the end) or where
 * it is broken; *at is then where it began. */
bool pdf_parse(struct pdf_parser *parser, struct pdf_value *value);
/* Moves past an array of numbers and strings, whose inside is then in
 * *inside, without making it: content has a million of them.  False, and
 * nothing moved, when it holds anything else. */
bool pdf_skip_array(struct pdf_parser *parser, struct text *inside);
/* The next string in such an inside; false at its end. */
bool pdf_next_string(struct pdf_parser *inside, struct pdf_value *string);
/* Moves past the keyword when it stands here as a word of its own. */
bool pdf_skip_word(struct pdf_parser *parser, const char *word);
/* Takes the word of regular characters here; empty if there is none. */
struct text pdf_take_word(struct pdf_parser *parser);

#endif
