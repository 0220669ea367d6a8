/* The object layer: a PDF file as numbered dictionaries and streams, kept
 * and written by libharu.
 *
 * Only pdf_file.c and this header's promises know libharu.  An object is an
 * empty libharu dictionary whose body we write as raw text when the file is
 * saved: 184 bytes an object instead of 1.2 KB, and numbers in our own
 * format, which is the same for every version of libharu.  Nothing is
 * written to a disk here. */
#ifndef PDF_PDF_FILE_H
#define PDF_PDF_FILE_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdint.h>

struct pdf_file;
struct pdf_object;
struct pool;

/* Appends an object's body: what stands between << and >>. */
typedef void pdf_body_fn(const struct pdf_object *object, struct buffer *out);

/* An object; embedded in what it stands for, and alive until the save. */
struct pdf_object {
    struct pdf_file *file;
    unsigned id;        /* its number in the file; 0: not in it */
    struct text body;   /* when `write` is NULL */
    pdf_body_fn *write; /* makes the body when the file is saved */
    struct text stream; /* data of a stream, after its filters; NULL: none */
};

/* NULL with *why set when libharu fails.  `pool` may be NULL. */
struct pdf_file *pdf_file_new(struct pool *pool, const char **why);
void pdf_file_free(struct pdf_file *file);
/* Its header says PDF 1.6, as PDF/X-4 wants; else it says 1.7.  Only for files
 * that are not packed. */
void pdf_file_say_6(struct pdf_file *file);

/* Gives the object its number.  Body and stream may be set later.  Failures
 * are kept: pdf_file_save reports them. */
void pdf_object_add(struct pdf_file *file, struct pdf_object *object);
/* The objects that every file has; their bodies add to what libharu writes
 * (Type, Pages).  `pages` gets Kids and Count from us. */
void pdf_file_set_catalog(struct pdf_file *file, struct pdf_object *catalog);
void pdf_file_set_pages(struct pdf_file *file, struct pdf_object *pages);
void pdf_file_set_info(struct pdf_file *file, struct pdf_object *info);
void pdf_file_set_identifier(struct pdf_file *file,
                             const unsigned char identifier[16]);

/* The data compressed (zlib format) in memory of the arena; *filter gets
 * "/Filter/FlateDecode", or "" where that would not make it smaller. */
struct text pdf_file_compress(struct pdf_file *file, struct arena *arena,
                              struct text data, const char **filter);
/* Sets object's stream to the compressed data and its body to `body` with
 * the filter added. */
void pdf_object_set_stream(struct pdf_object *object, struct arena *arena,
                           struct text body, struct text data);

/* The same without a body of its own, for the content of pages: threads that
 * have nothing else to do compress it, until the save at the latest.  Takes
 * the bytes over; the buffer is empty afterwards. */
void pdf_object_pack_stream(struct pdf_object *object, struct buffer *data);

/* The whole file, appended to *out; packed as pdf_pack.h says, or in the form
 * that every reader of PDF 1.0 can take apart.  False with *why in words. */
bool pdf_file_save(struct pdf_file *file, bool packed, struct buffer *out,
                   const char **why);

#endif
