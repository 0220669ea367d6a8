#include "epub/epub_title.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "doc/slug.h"

#define NO_BREAK_SPACE "\xC2\xA0"

/* With its first letter in upper case. */
static struct text
with_capital(struct arena *arena, struct text text)
{
    size_t at = 0;
    unsigned first = utf8_next(text, &at);
    char capital[4];
    size_t size = utf8_encode(utf8_to_upper(first), capital);
    if (text.size == 0)
        return text;
    return arena_text_concat(arena, (struct text){capital, size},
                             text_slice(text, at, text.size));
}

struct text
epub_plain_title(const struct epub_plan *plan, const struct node *node)
{
    const struct node *heading = node_heading(node);
    struct text title = TEXT("");
    if (heading)
        title = text_trim(node_plain_text(plan->arena, heading));
    if (title.size == 0 &&
        (node->kind == NODE_CHAPTER || node->kind == NODE_PART))
        title = text_trim(node->text);
    return title;
}

struct text
epub_number_label(const struct epub_plan *plan, const struct node *node)
{
    const struct book *book = plan->rules->book;
    if (node->kind == NODE_PART && node->part.number > 0)
        return arena_printf(plan->arena, "%.*s" NO_BREAK_SPACE "%d",
                            TEXT_PRINTF(book_word(book, "Part")),
                            node->part.number);
    if (node->kind == NODE_CHAPTER && node->chapter.kind == CHAPTER_BLOCK)
        return arena_printf(
            plan->arena, "%.*s" NO_BREAK_SPACE "%d",
            TEXT_PRINTF(with_capital(plan->arena, book_block_word(book))),
            node->chapter.number);
    return TEXT("");
}

struct text
epub_list_title(const struct epub_plan *plan, const struct node *node)
{
    struct text title = epub_plain_title(plan, node);
    if (node->kind == NODE_PART && node->part.number > 0)
        return arena_printf(plan->arena, "%.*s%s%.*s",
                            TEXT_PRINTF(epub_number_label(plan, node)),
                            title.size ? ". " : "", TEXT_PRINTF(title));
    if (node->kind == NODE_CHAPTER && node->chapter.kind == CHAPTER_BLOCK)
        return arena_printf(plan->arena, "%d" NO_BREAK_SPACE "%.*s",
                            node->chapter.number, TEXT_PRINTF(title));
    return title;
}

struct text
epub_caption_label(const struct epub_plan *plan, const struct node *node,
                   bool capital)
{
    bool is_table = node->kind == NODE_TABLE;
    struct text number = is_table ? node->table.number : node->figure.number;
    const char *key = is_table ? "table" : "figure";
    const char *capital_key = is_table ? "Table" : "Figure";
    if (number.size == 0)
        return number;
    struct text word =
        book_word(plan->rules->book, capital ? capital_key : key);
    return arena_printf(plan->arena, "%.*s" NO_BREAK_SPACE "%.*s",
                        TEXT_PRINTF(word), TEXT_PRINTF(number));
}

/* "bouwsteen 7, Krachtenveld"; "deel 2, Samen doen"; a plain title. */
static struct text
chapter_reference(const struct epub_plan *plan, const struct node *target)
{
    const struct book *book = plan->rules->book;
    struct text title = epub_plain_title(plan, target);
    if (target->kind == NODE_PART && target->part.number > 0)
        return arena_printf(plan->arena, "%.*s" NO_BREAK_SPACE "%d, %.*s",
                            TEXT_PRINTF(book_word(book, "part")),
                            target->part.number, TEXT_PRINTF(title));
    if (target->kind == NODE_CHAPTER && target->chapter.kind == CHAPTER_BLOCK)
        return arena_printf(plan->arena, "%.*s" NO_BREAK_SPACE "%d, %.*s",
                            TEXT_PRINTF(book_block_word(book)),
                            target->chapter.number, TEXT_PRINTF(title));
    return title;
}

/* What the reference points to: of a heading, what it opens. */
static const struct node *
end_of(const struct node *reference)
{
    const struct node *target = reference->target;
    if (target && target->kind == NODE_HEADING && target->parent)
        return target->parent;
    return target;
}

struct text
epub_reference_words(const struct epub_plan *plan, const struct node *reference)
{
    const struct node *target = end_of(reference);
    struct text words = TEXT("");
    if (!target)
        return words;
    if (target->kind == NODE_CHAPTER || target->kind == NODE_PART)
        words = chapter_reference(plan, target);
    else if (target->kind == NODE_FIGURE || target->kind == NODE_TABLE)
        words = epub_caption_label(plan, target, false);
    else if (target->kind == NODE_SECTION || target->kind == NODE_DIV)
        words = epub_plain_title(plan, target);
    else if (target->kind == NODE_TERM)
        words = text_trim(node_plain_text(plan->arena, target));
    if (words.size == 0)
        words = epub_plain_title(plan, epub_place_of(plan, target)->file->node);
    return words.size ? words : book_word(plan->rules->book, "see");
}

struct text
epub_reference_addition(const struct epub_plan *plan,
                        const struct node *reference)
{
    const struct node *target = end_of(reference);
    bool numbered =
        target && ((target->kind == NODE_PART && target->part.number > 0) ||
                   (target->kind == NODE_CHAPTER &&
                    target->chapter.kind == CHAPTER_BLOCK));
    return numbered ? epub_plain_title(plan, target) : TEXT("");
}
