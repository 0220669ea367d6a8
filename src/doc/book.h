/* The book as its manifest declares it: read once a process, read-only
 * after, shared by all editions.  read/manifest makes it. */
#ifndef DOC_BOOK_H
#define DOC_BOOK_H

#include "base/file.h"
#include "base/map.h"
#include "doc/atoms.h"
#include "doc/attachment.h"
#include "doc/form.h"
#include "doc/node.h"

struct variable {
    struct text name, value;
    struct span span;
};

struct audience { /* an atom, or a group of atoms */
    struct text name, label;
    struct span span;
    struct atoms atoms; /* an atom: itself only */
    bool is_group;
};

struct role {
    struct text slug;
    struct text *headings; /* texts that open it */
    size_t heading_count;
    struct span span;
};

struct depth {
    struct text name;
    uint64_t roles; /* bit set of role numbers */
    /* An excerpt's `full`: all roles but the optional ones.  What has no role
     * is in no excerpt. */
    bool is_full;
    struct span span;
};

struct block_title { /* the public list */
    int number;
    struct text title;
    struct span span;
};

enum outline_kind {
    OUTLINE_FILE,  /* a chapter from a file */
    OUTLINE_BLOCK, /* a building block, by number */
    OUTLINE_PART,  /* entries below */
    OUTLINE_TITLEPAGE,
    OUTLINE_CONTENTS,
    OUTLINE_INDEX,
    OUTLINE_CONCORDANCE,
    OUTLINE_CHANGES
};

struct outline_entry { /* order of parts and chapters of an edition */
    enum outline_kind kind;
    enum matter matter;
    struct text path;          /* FILE; PART: the opener's text, may be empty */
    struct text title;         /* PART; CHANGES: empty for the usual one */
    struct text tab;           /* PART: its word on the thumb tab */
    int number;                /* BLOCK; PART: 0 = counted */
    const struct depth *depth; /* BLOCK; NULL = everything */
    bool must_show;            /* not to be seen is an error */
    struct span span;
    struct outline_entry *entries; /* PART */
    size_t entry_count;
};

enum reference_policy {
    REFERENCES_ERROR,
    REFERENCES_REWORDED,
    REFERENCES_OMIT /* not even the hidden block's number is named */
};

/* What only an excerpt has, from partners/NAME.yaml; NAME is the edition's
 * id, and the atom that it reads as. */
struct profile {
    struct text name;           /* of the partner, as printed */
    struct text logo, logo_alt; /* a picture's path; empty if none */
    struct span logo_span;
    const struct source *source; /* the profile's file */
};

/* The role whose sections are worksheets. */
#define ROLE_WORKSHEET "werkblad"

struct edition {
    struct text id;     /* in the file's name */
    struct text folder; /* in the output: "nieuw", "excerpts/zorg" */
    struct text title, subtitle;
    struct text reads; /* atom; empty in a plain book */
    int atom;          /* number of that atom; -1 in a plain book */
    struct text style; /* styles/STYLE.yaml */
    struct span style_span;
    bool pdf, epub; /* targets listed in the manifest */
    bool pack;      /* likewise; pages keep the folios of the version before */
    unsigned forms; /* those among them: set of 1 << enum form */
    /* What its PDF carries along; which of it, edition/attached.h says. */
    struct attachments attachments;
    enum reference_policy references;
    bool explains_beside; /* a definition where a term is first used */
    bool has_part_maps;   /* a part opens with the parts and its blocks */
    /* The version whose readers are told what has changed; "last": the one
     * before the book's own; empty: none. */
    struct text since;
    struct span since_span;
    struct variable *variables; /* the book's, overridden by its own */
    size_t variable_count;
    struct outline_entry *outline;
    size_t outline_count;
    const struct profile *profile; /* an excerpt; NULL: an edition */
    const struct edition *handout; /* a facilitator's file: its session's */
    bool is_draft;                 /* every page says so */
    bool is_black;                 /* printed with black alone */
    struct text blurb; /* on the back of the cover; empty: the description */
    /* Made in another form, or in black (edition/edition_form.h): which, and of
     * what.  NULL: an edition as the manifest has it. */
    enum form form;
    const struct edition *whole;
    struct span span;
};

/* What `check --language` holds the text to. */
struct language_rules {
    int sentence_words;     /* most in a sentence; 0: any number */
    struct text dictionary; /* hunspell's, "nl_NL"; empty: no spelling */
    struct text words_file; /* the book's own words; empty if none */
    struct text *jargon;    /* must be explained in the glossary */
    size_t jargon_count;
    struct text *abbreviations; /* that everybody knows */
    size_t abbreviation_count;
    struct span span; /* of the key; no source: it is not there */
    struct span dictionary_span, words_span;
};

/* What a book is printed on, for the thickness of its spine. */
struct paper {
    int weight; /* grams a square metre */
    int bulk;  /* of the pages, thousandths: thickness in 1/1000 mm by weight */
    int cover; /* thickness of the cover's board, 1/1000 mm */
};

struct book {
    struct folder folder;
    const struct source *manifest;
    bool plain; /* no editions, no audiences */
    struct text name, title, language, version, date, identifier, publisher,
        creator, creator_file_as, licence, licence_url, description,
        accessibility_summary,
        accessibility_certifier, /* who says that it conforms; empty: nobody */
        block_name, block_folder;
    bool embeds_fonts;    /* in e-books */
    bool has_catalog;     /* a build of all editions makes one */
    struct text *changes; /* what is new in this version, for the catalog */
    size_t change_count;
    struct text *subjects;
    size_t subject_count;
    struct language_rules language_rules;
    struct paper paper;
    struct variable *variables;
    size_t variable_count;
    struct audience *audiences; /* atoms first */
    size_t audience_count, atom_count;
    struct role *roles;
    size_t role_count;
    struct depth *depths;
    size_t depth_count;
    struct text *classes; /* allowed beyond roles and built-in ones */
    size_t class_count;
    struct block_title *blocks;
    size_t block_count;
    struct edition *editions;
    size_t edition_count;
    struct edition *excerpts; /* by name; each with its profile */
    size_t excerpt_count;
    bool builds_excerpts; /* does `build` make them too? */
    /* Of each training session two: the hand-out, then the facilitator's. */
    struct edition *sessions;
    size_t session_file_count;
};

const struct audience *book_audience(const struct book *book, struct text name);
const struct role *book_role(const struct book *book, struct text slug);
const struct block_title *book_block(const struct book *book, int number);
/* The number that a block's file name begins with: "07-title.md"; 0 when it is
 * no such name, but for its ending. */
int book_file_number(struct text name);
/* An edition, an excerpt or a session's file. */
const struct edition *book_edition(const struct book *book, struct text id);
/* The name of its files, without their ending: "boek-nieuw". */
struct text book_file_name(struct arena *arena, const struct book *book,
                           const struct edition *edition);
/* What the manifest says that title page, colophon and metadata show. */
enum { BOOK_TEXTS = 17 };
void book_texts(const struct book *book, const struct edition *edition,
                struct text texts[BOOK_TEXTS]);
/* Is it a file of a session, a hand-out or a facilitator's? */
bool book_is_session(const struct book *book, const struct edition *edition);
/* Does its outline name a building block, at any depth? */
bool edition_takes_block(const struct edition *edition, int number);
/* A file's path in the book, from its path as sources have it. */
struct text book_path(const struct book *book, struct text path);
/* Is the main language Dutch? */
bool book_is_dutch(const struct book *book);
/* Fixed words that the compiler itself writes ("Inhoud", "Register",
 * "bladzijde") in the book's language; English for languages unknown. */
struct text book_word(const struct book *book, const char *key);
/* All of them, one after the other from *position 0; empty at the end. */
struct text book_word_next(const struct book *book, size_t *position);

#endif
