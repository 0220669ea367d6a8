/* A finished PDF, opened again from its bytes: its objects and streams.
 *
 * It reads the forms that pdf/ writes (one cross-reference table, plain or as
 * a stream with object streams, no encryption) and says so of any other.  It
 * trusts nothing: the bytes may be damaged anywhere.  Nothing is decoded before
 * it is asked for. What lies on top: proof/pdf_scan reads page content,
 * proof/pdf_words gives the text. */
#ifndef PROOF_PDF_READER_H
#define PROOF_PDF_READER_H

#include "base/buffer.h"
#include "proof/pdf_value.h"

struct pdf_indirect {        /* an object of the file */
    uint32_t offset;         /* of "12 0 obj"; 0: free, or packed */
    uint32_t end;            /* of "endobj", once it is read */
    uint32_t stream_number;  /* of the object stream it is packed in; 0: none */
    uint32_t index;          /* in that */
    bool is_read, is_broken; /* looked at; in vain */
    unsigned oddities;       /* enum pdf_oddity, in its notation */
    struct pdf_value value;  /* of a stream: its dictionary */
    struct text stream;      /* as it lies in the file; data NULL: none */
};

struct pdf_object_stream { /* unpacked */
    uint32_t number, count;
    struct text data;       /* of its objects */
    const uint32_t *places; /* number, offset, number, offset ... */
};

struct pdf_reader {
    struct arena *arena;
    struct text bytes;
    struct pdf_value trailer;
    unsigned trailer_oddities;
    struct pdf_indirect *objects; /* by number */
    uint32_t count;
    uint32_t broken;     /* the first object that cannot be read; 0: none */
    const char *problem; /* it cannot */
    size_t budget;       /* bytes that may still be parsed */
    size_t table_offset; /* of "xref", or of the stream in its place */
    bool has_plain_table;
    ARRAY(struct pdf_object_stream) object_streams;
    struct libdeflate_decompressor *inflater;
};

/* Reads the cross-reference table and the trailer.  `bytes` must stay.  False
 * with *problem in words.  Close it in either case. */
bool pdf_reader_open(struct pdf_reader *reader, struct arena *arena,
                     struct text bytes, const char **problem);
void pdf_reader_close(struct pdf_reader *reader);

/* Object `number`, read when it is first asked for; NULL when the file has
 * none, or a broken one (see reader->broken). */
const struct pdf_indirect *pdf_reader_object(struct pdf_reader *reader,
                                             int64_t number);
/* Does the table have an object of that number? */
bool pdf_reader_has(const struct pdf_reader *reader, int64_t number);
/* What a value stands for: itself, or the object that it names. */
const struct pdf_value *pdf_resolve(struct pdf_reader *reader,
                                    const struct pdf_value *value);
/* The value under a key, resolved; &pdf_null if absent. */
const struct pdf_value *pdf_find(struct pdf_reader *reader,
                                 const struct pdf_value *dictionary,
                                 const char *key);
/* The document's catalog; &pdf_null. */
const struct pdf_value *pdf_catalog(struct pdf_reader *reader);

/* The data of the stream that `reference` names, decoded into *out (emptied
 * first).  False when there is none, or it has another filter than one
 * FlateDecode without parameters. */
bool pdf_reader_stream(struct pdf_reader *reader,
                       const struct pdf_value *reference, struct buffer *out);

/* The pages in order, as references into the page tree; fewer when the tree
 * is broken. */
struct pdf_pages {
    ARRAY(const struct pdf_value *) items;
};
void pdf_reader_pages(struct pdf_reader *reader, struct pdf_pages *pages);
/* A page's entry, its own or inherited, resolved; &pdf_null. */
const struct pdf_value *pdf_page_entry(struct pdf_reader *reader,
                                       const struct pdf_value *page,
                                       const char *key);
/* The leaves of a number or name tree (7.9.6, 7.9.7): key, value, key, value
 * ..., references not followed. */
struct pdf_leaves {
    ARRAY(const struct pdf_value *) items;
};
void pdf_reader_tree(struct pdf_reader *reader, const struct pdf_value *root,
                     const char *leaf_key, struct pdf_leaves *leaves);

#endif
