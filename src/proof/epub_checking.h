/* One check of an e-book under way: what the rules share.  Private to the
 * epub_ files of proof/. */
#ifndef PROOF_EPUB_CHECKING_H
#define PROOF_EPUB_CHECKING_H

#include "base/array.h"
#include "base/map.h"
#include "proof/epub_archive.h"
#include "proof/epub_proof.h"
#include "proof/epub_tree.h"

struct epub_document { /* an XHTML file */
    struct text name;  /* of its entry: "EPUB/text/x.xhtml" */
    struct text xml;
    const struct epub_element *root;
    struct map ids; /* id -> struct epub_element */
    size_t place;   /* in the spine, from 1; 0: not in it */
};

struct epub_item { /* a line of the manifest */
    struct text id, name, media_type;
    const struct epub_element *element;
};

struct epub_checking {
    struct arena *arena;
    struct epub_archive archive;
    struct epub_findings *findings;

    const struct epub_element *package, *ncx;
    ARRAY(struct epub_item) items;
    ARRAY(struct epub_document) documents; /* as the manifest has them */
    const struct epub_document *nav;
    struct text language;
    struct map css_scrolls; /* classes whose content may scroll */
    struct map shapes;      /* element -> what epub_rules_shape knows of it */

    /* What the texts hold, for the claims about them. */
    bool has_math, has_image, has_missing_alternative, has_index,
        has_long_description;
};

void epub_found(struct epub_checking *checking, enum epub_rule rule,
                struct text file, const struct epub_element *at,
                struct text detail);

/* The entry that `href` names, seen from the file `from`; with its fragment,
 * if any, in *fragment.  Empty when it leads out of the book. */
struct text epub_resolve(struct arena *arena, struct text from,
                         struct text href, struct text *fragment);
/* NULL when it is no text of the book. */
const struct epub_document *
epub_document_find(const struct epub_checking *checking, struct text name);
/* "table.xhtml" of a path. */
struct text epub_base_name(struct text path);

/* The rules, in their order. */
void epub_rules_archive(struct epub_checking *checking, struct text file);
/* False when nothing can be read. */
bool epub_rules_package_open(struct epub_checking *checking);
void epub_rules_style(struct epub_checking *checking);
void epub_rules_text(struct epub_checking *checking,
                     const struct epub_document *document);
void epub_rules_table(struct epub_checking *checking,
                      const struct epub_document *document);
void epub_rules_note(struct epub_checking *checking,
                     const struct epub_document *document);
void epub_rules_language(struct epub_checking *checking,
                         const struct epub_document *document);
void epub_rules_shape(struct epub_checking *checking,
                      const struct epub_document *document);
void epub_rules_package(struct epub_checking *checking);
void epub_rules_claim(struct epub_checking *checking);
void epub_rules_nav(struct epub_checking *checking);
void epub_rules_ncx(struct epub_checking *checking);

#endif
