/* The passes over an edition's tree, after selection.  Each has its own
 * file; src/pipeline.c names their order. */
#ifndef PASS_PASS_H
#define PASS_PASS_H

#include "doc/book.h"
#include "doc/concordance.h"
#include "doc/version.h"
#include "edition/edition.h"

struct pass_context {
    struct arena *arena;
    const struct book *book;
    const struct edition *edition;
    struct edition_tree *tree;
    const struct concordance *concordance; /* of a facilitator's file; NULL */
    struct text since; /* what has changed since this version; empty: none */
    struct diag *diag;
    struct map labels; /* label -> struct node *, made by labels_collect */
    struct map local_labels; /* of a plain book: pass/local_labels.h */
};

/* {{name}} replaced in text, alternative texts and titles. */
void variables_replace(struct pass_context *context);
/* Ids of headings and blocks made where none is written; label -> node;
 * twice-used labels reported. */
void labels_collect(struct pass_context *context);
/* By the policy `omit`: a reference that writes itself, to what is not here,
 * goes with its parenthesis, else with its sentence; before the numbers. */
void references_omit(struct pass_context *context);
/* Numbers of parts, notes, figures, tables. */
void numbers_assign(struct pass_context *context);
/* Dutch or English quotes, dashes, spaces, ellipsis (dutch.md 3.2). */
void typography_apply(struct pass_context *context);
/* LINKs to files of the book become REFERENCEs; those to other files are
 * reported. */
void links_resolve(struct pass_context *context);
/* REFERENCE targets and their printed words; missing ones by policy. */
void references_resolve(struct pass_context *context);
/* Glossary entries that this edition does not use are dropped, used terms
 * link to theirs. */
void glossary_trim(struct pass_context *context);
/* Fills the generated chapters. */
void titlepage_fill(struct pass_context *context);
/* Says on the title page that this is a draft; after all other passes. */
void titlepage_mark_draft(struct pass_context *context);
void contents_fill(struct pass_context *context);
/* A map of the parts at the opening of each, for an edition that wants one. */
void part_maps_fill(struct pass_context *context);
void index_fill(struct pass_context *context);
/* The appendix of a facilitator's file, which goes when the context has no
 * concordance.  Before the numbers, for its tables have them. */
void concordance_fill(struct pass_context *context);
/* The chapter on what has changed gets its place behind the contents, unless
 * the outline gives it one; without an earlier version it goes.  First of
 * all. */
void changes_place(struct pass_context *context);
/* Fills it, or takes it out when nothing has changed.  Before links and
 * references are resolved. */
void changes_fill(struct pass_context *context,
                  const struct version_changes *changes);
/* A tree of its own: what stands on the printed cover of the edition, which may
 * be a draft by now. */
struct node *cover_tree(struct pass_context *context,
                        const struct edition *edition);
/* Words in the place of pictures that could not be read: it was reported, and
 * in a plain book that is no error. */
void pictures_replace(struct pass_context *context);
/* Alternative texts, heading levels, table heads, link texts. */
void structure_check(struct pass_context *context);

#endif
