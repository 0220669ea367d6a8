#include "layout/cover.h"

#include "layout/compose.h"
#include "media/svg.h"
#include "style/cover_look.h"

/* Words on a narrower spine would run over its edges: a fold is true to about
 * a millimetre on each side.  On the rest they keep SPINE_FREE from these. */
enum { SPINE_LEAST = 6 /* mm */ };
static const scaled SPINE_FREE = SCALED_MM * 3 / 2;

struct drawing {
    struct layout_context *context;
    const struct cover_style *style;
    struct page *page;
    scaled width, height; /* of one side */
    scaled front;         /* its left edge */
};

scaled
cover_spine(const struct paper *paper, size_t page_count)
{
    scaled sheets = (scaled)((page_count + 1) / 2);
    /* Grams by thousandths of a bulk: billionths of a metre. */
    scaled sheet =
        scaled_ratio(SCALED_MM, (int64_t)paper->weight * paper->bulk, 1000000);
    return sheets * sheet + 2 * scaled_ratio(SCALED_MM, paper->cover, 1000);
}

/* --- pieces --------------------------------------------------------------- */

static void
rectangle(const struct drawing *drawing, scaled x, scaled y, scaled width,
          scaled height, colour fill)
{
    struct mark *mark = page_add_mark(drawing->context->arena, drawing->page);
    *mark = (struct mark){.kind = MARK_RECT,
                          .artifact = ARTIFACT_BACKGROUND,
                          .colour = fill,
                          .x = x,
                          .y = y,
                          .width = width,
                          .height = height};
}

/* Units of a cover's drawing in this size. */
static scaled
units(const struct drawing *drawing, int number)
{
    return scaled_ratio(drawing->width, number, COVER_WIDTH);
}

/* A block from the baseline of its first line on, or up to that of its last;
 * returns how high it is. */
static scaled
block(const struct drawing *drawing, const struct node *node, scaled x,
      scaled baseline, bool is_last)
{
    struct layout_context *context = drawing->context;
    const struct block_style *style = style_block(context->style, node);
    struct paragraph_rules rules = {
        .style = style, .measure = drawing->width - 2 * drawing->style->margin};
    struct lines lines = {0};
    paragraph_set(context, node, &rules, &lines);
    scaled height = style->leading * (scaled)lines.count;
    scaled y = is_last ? baseline - height + style->leading : baseline;
    for (size_t i = 0; i < lines.count; i++, y += style->leading)
        for (size_t j = 0; j < lines.items[i].mark_count; j++) {
            struct mark *mark = page_add_mark(context->arena, drawing->page);
            *mark = lines.items[i].marks[j];
            mark->x += x + drawing->style->margin;
            mark->y += y;
        }
    return height;
}

/* --- the three sides ------------------------------------------------------ */

static void
wall(const struct drawing *drawing, scaled bottom)
{
    const struct edition *edition = drawing->context->edition;
    struct cover_brick bricks[COVER_MOST_BRICKS];
    int count = drawing->style->has_wall ? cover_wall(edition, bricks) : 0;
    scaled top = bottom - units(drawing, COVER_WALL_HEIGHT);
    for (int i = 0; i < count; i++)
        rectangle(drawing, drawing->front + units(drawing, bricks[i].left),
                  top + units(drawing, bricks[i].top),
                  units(drawing, bricks[i].right - bricks[i].left),
                  units(drawing, bricks[i].bottom - bricks[i].top),
                  cover_shade(drawing->style, edition, bricks[i].shade));
}

/* Front: title in the band, subtitle below it, who made it at the foot.  Back:
 * what the book is about, and at its foot what it may be used for. */
static void
words(const struct drawing *drawing, struct node *tree, scaled band)
{
    scaled margin = drawing->style->margin, foot = drawing->height - margin;
    scaled back = margin * 2, below = band + margin * 3 / 2;
    for (struct node *node = tree->first_child->first_child; node;
         node = node->next) {
        const struct block_style *style =
            style_block(drawing->context->style, node);
        if (node_has_class(node, "title"))
            block(drawing, node, drawing->front, band - margin, true);
        else if (node_has_class(node, "subtitle"))
            block(drawing, node, drawing->front, below, false);
        else if (node_has_class(node, "publisher"))
            block(drawing, node, drawing->front, foot, true);
        else if (node_has_class(node, "rights"))
            block(drawing, node, 0, foot, true);
        else
            back += block(drawing, node, 0, band + back - margin / 2, false) +
                    style->space_after;
    }
}

/* Text on a spine runs downwards in Dutch and English: on a book that lies
 * with its front up it can be read.  (H. van Krimpen, Boek over het maken van
 * boeken; NRC, 9 November 2018.) */
static void
spine_text(scaled size, struct text text, scaled from, scaled width,
           colour fill, struct svg_shape *shape)
{
    const double middle = scaled_to_pt(width) / 2, height = 0.7;
    *shape = (struct svg_shape){
        .kind = SVG_TEXT,
        .fill = {.rgb = fill},
        .stroke = {.none = true},
        .text = text,
        .font_size = scaled_to_pt(size),
        /* Turned to the right: up becomes right. */
        .matrix = {0, 1, -1, 0, middle - scaled_to_pt(size) * height / 2,
                   scaled_to_pt(from)},
        .bold = true,
        .family = TEXT("sans-serif")};
}

/* As wide as it would be at that size. */
static scaled
spine_width(const struct drawing *drawing, struct text text, scaled size)
{
    struct text_style style = {
        .font = TEXT("sans"), .variant = FONT_BOLD, .size = size};
    struct mark mark;
    return text_set(drawing->context, text, &style, NULL, PART_CONTENT,
                    ARTIFACT_LAYOUT, &mark);
}

static void
spine(const struct drawing *drawing, scaled width, scaled band)
{
    struct layout_context *context = drawing->context;
    const struct edition *edition = context->edition;
    scaled margin = drawing->style->margin, most = width - 2 * SPINE_FREE;
    scaled size = drawing->style->spine_size;
    if (width < SPINE_LEAST * SCALED_MM)
        return;
    size = size > most ? most : size;
    scaled room = band - 2 * margin;
    scaled title = spine_width(drawing, edition->title, size);
    if (title > room)
        size = scaled_ratio(size, room, title);
    struct svg_shape *shapes = ARENA_ARRAY(context->arena, 2, struct svg_shape);
    struct svg *svg = ARENA_NEW(context->arena, struct svg);
    struct image *image = ARENA_NEW(context->arena, struct image);
    spine_text(size, edition->title, margin, width, 0xFFFFFF, &shapes[0]);
    spine_text(size, edition->subtitle, band + margin, width,
               cover_ink(drawing->style, edition), &shapes[1]);
    bool has_both = edition->subtitle.size &&
                    spine_width(drawing, edition->subtitle, size) <
                        drawing->height - band - 2 * margin;
    *svg = (struct svg){.width = scaled_to_pt(width),
                        .height = scaled_to_pt(drawing->height),
                        .shapes = shapes,
                        .shape_count = has_both ? 2 : 1};
    *image = (struct image){
        .kind = IMAGE_SVG, .components = 3, .orientation = 1, .svg = svg};
    struct mark *mark = page_add_mark(context->arena, drawing->page);
    *mark = (struct mark){.kind = MARK_IMAGE,
                          .artifact = ARTIFACT_LAYOUT,
                          .x = drawing->width,
                          .width = width,
                          .height = drawing->height};
    mark->image.image = image;
}

void
cover_pages(struct layout_context *context, struct node *tree,
            struct pages *pages, struct cover *cover)
{
    const struct page_style *sheet = style_page(context->style);
    struct page *page = ARENA_NEW(context->arena, struct page);
    struct drawing drawing = {.context = context,
                              .style = style_cover(context->style),
                              .page = page,
                              .width = sheet->width,
                              .height = sheet->height};
    context->galleys = context->arena; /* its lines stay as they are */
    cover->spine = cover_spine(&context->book->paper, pages->count);
    cover->folds[0] = drawing.width;
    cover->folds[1] = drawing.front = drawing.width + cover->spine;
    *page = (struct page){.label = book_word(context->book, "cover"),
                          .width = drawing.front + drawing.width,
                          .height = drawing.height};
    scaled band = drawing.height * drawing.style->band / 100;
    rectangle(&drawing, 0, 0, page->width, band,
              cover_ink(drawing.style, context->edition));
    rectangle(&drawing, 0, band, page->width, drawing.height - band,
              drawing.style->paper);
    wall(&drawing, drawing.height - drawing.style->margin * 3);
    words(&drawing, tree, band);
    spine(&drawing, cover->spine, band);
    *pages = (struct pages){.items = page, .count = 1, .capacity = 1};
}
