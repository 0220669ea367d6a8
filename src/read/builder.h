/* The tree under construction while md4c reads a run: shared by read/blocks,
 * read/builder and read/raw_html only. */
#ifndef READ_BUILDER_H
#define READ_BUILDER_H

#include "base/buffer.h"
#include "read/blocks.h"

/* The start of a node of which no text was met yet. */
#define UNPLACED UINT32_MAX

struct builder {
    struct reader *reader;
    const struct run *run;
    struct node *root;
    struct node *current;
    bool is_implicit;           /* current is a PARAGRAPH that md4c left out */
    bool in_html;               /* a block of HTML */
    bool in_comment;            /* an inline comment over several lines */
    bool failed;                /* a bound was reached */
    unsigned containers, spans; /* open, those passed over too */
    size_t position;            /* in the region: where the last text ended */
    size_t item, fence;         /* the next ones of the run */
    struct buffer text;         /* of a code block, code or HTML */
    size_t text_start;          /* where that began */
    size_t pieces;              /* how many chunks it has */
    struct text piece;          /* the only one */
};

/* Where md4c's pointer lies in the region; false for text of its own and for
 * the definitions in front. */
bool builder_offset(const struct builder *builder, const char *data,
                    size_t *offset);
bool builder_is_in_prefix(const struct builder *builder, const char *data);
struct span builder_span(const struct builder *builder, size_t start,
                         size_t end);
/* The place that is known last. */
struct span builder_here(const struct builder *builder);
/* Text was met at `start`: whatever was opened before begins here. */
void builder_place_open(struct builder *builder, size_t start);
/* What has no text of its own begins at md4c's pointer, if that is on a new
 * line and near: a definition may lie anywhere. */
void builder_place_near(struct builder *builder, const char *data);
void builder_place(struct builder *builder, struct node *node);
struct node *builder_add(struct builder *builder, enum node_kind kind);
void builder_open(struct builder *builder, enum node_kind kind);
void builder_close(struct builder *builder);
/* md4c leaves paragraphs out in tight lists; the tree always has them. */
void builder_open_implicit(struct builder *builder);
void builder_close_implicit(struct builder *builder);
/* Where only the corner above the first column has no words, that column
 * names the rows: its cells are heads. */
void builder_head_rows(struct node *table);

/* Adds a TEXT node; nothing for empty text. */
void builder_add_text(struct builder *builder, struct text text, size_t start,
                      size_t end);
/* Text with `\{{` in it becomes several nodes, none of which holds "{{". */
void builder_add_masked(struct builder *builder, struct text text,
                        size_t start);
/* Text in pieces (code, HTML): begun, added to, and taken. */
void builder_text_begin(struct builder *builder);
void builder_text_add(struct builder *builder, struct text piece);
struct text builder_text_finish(struct builder *builder);
/* The same for code among text: on one line. */
struct text builder_code_finish(struct builder *builder);
/* `\{{` in a title stays two braces that are no variable: a word joiner,
 * which is not printed, keeps them apart.  Addresses hold no variables. */
void builder_append_unmasked(struct buffer *out, struct text text,
                             bool is_address);

/* A block of HTML that is complete, `paragraph` in its place; a tag or a line
 * of a comment among text. */
void raw_html_block(struct builder *builder, struct node *paragraph);
void raw_html_inline(struct builder *builder, struct text html, size_t start,
                     size_t end);

#endif
