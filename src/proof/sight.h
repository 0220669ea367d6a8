/* Who may see what: a second reading of audiences, roles and outlines.
 *
 * It walks the trees as they were read for everybody, and asks of each node
 * whether an edition or excerpt shows it, and which rule decided.  It has the
 * parsed manifest and trees in common with edition/ and doc/audience, and not a
 * line of what they decide with: proof/leak and `map` rest on that.  It never
 * changes a tree and reports nothing. */
#ifndef PROOF_SIGHT_H
#define PROOF_SIGHT_H

#include "base/array.h"
#include "doc/book.h"

struct sight_chapter {
    struct text path;
    int block;               /* its number; 0: no building block */
    const struct node *tree; /* CHAPTER, as everybody sees it */
};

struct sight_book { /* all chapters that any edition or excerpt knows, and the
                       building blocks that none takes */
    struct arena *arena;
    const struct book *book;
    ARRAY(struct sight_chapter) chapters;
};

/* Reads them; faults in them are not reported here. */
void sight_read(struct sight_book *sights, struct arena *arena,
                const struct book *book);

enum sight_rule {
    SIGHT_SHOWN,
    SIGHT_NOT_TAKEN,    /* the outline has no such chapter */
    SIGHT_FRONT_MATTER, /* the chapter's audience */
    SIGHT_AUDIENCE,     /* an element's audience */
    SIGHT_ROLE,         /* the depth leaves this part out */
};

struct sight {
    enum sight_rule rule;
    const struct node *decider; /* the element whose audience or role hides;
                                   NULL: none */
};

/* The outline entry by which an edition takes a chapter; NULL: it does not. */
const struct outline_entry *sight_entry(const struct edition *edition,
                                        const struct sight_chapter *chapter);
/* May the edition's reader see what has this audience, if nothing around it
 * says otherwise? */
bool sight_audience(const struct book *book, const struct edition *edition,
                    struct text audience);

/* A walk through one chapter in reading order, footnotes at their calls. */
struct sight_frame {
    const struct node *node;
    struct sight sight;
    bool in_part; /* below a part that the depth takes, or there is none */
    bool is_seen; /* false: the walk went below */
};
struct sight_walk {
    struct arena *arena;
    const struct book *book;
    const struct edition *edition;
    const struct depth *depth; /* NULL: everything */
    ARRAY(struct sight_frame) frames;
};
/* `edition` NULL: a reader who sees all there is. */
void sight_start(struct sight_walk *walk, struct arena *arena,
                 const struct book *book, const struct edition *edition,
                 const struct sight_chapter *chapter);
/* The next node, the CHAPTER first; NULL at the end. */
const struct node *sight_next(struct sight_walk *walk, struct sight *sight);

#endif
