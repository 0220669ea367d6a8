#include "layout/qr_code.h"

#include "doc/address.h"
#include "media/qr.h"

static const scaled SMALLEST_MODULE = SCALED_MM * 4 / 10;

/* The first link that asks for a code and shows its address. */
static const struct node *
coded_link(struct galley *galley, const struct node *paragraph)
{
    for (const struct node *node = paragraph;
         (node = node_next(node, paragraph));)
        if (node->kind == NODE_LINK && node_has_class(node, "qr") &&
            address_is_web(node->link.url) &&
            address_is_shown(node_plain_text(galley->context->scratch, node),
                             node->link.url))
            return node;
    return NULL;
}

static scaled
module_of(const struct galley *galley)
{
    scaled module = style_page(galley->context->style)->qr_module;
    return module > SMALLEST_MODULE ? module : SMALLEST_MODULE;
}

/* Its dark part begins level with the capitals of the first line. */
static struct mark
code_mark(const struct image *picture, scaled module,
          const struct block_style *style)
{
    scaled side = module * qr_modules(picture);
    scaled capital = style->text.size * 7 / 10;
    struct mark mark = {.kind = MARK_IMAGE,
                        .artifact = ARTIFACT_LAYOUT,
                        .y = -capital - QR_QUIET * module,
                        .width = side,
                        .height = side};
    mark.image.image = picture;
    return mark;
}

/* Where there is no margin column: at the right, the lines beside it shorter;
 * below them it gets the room that it needs. */
static void
add_beside(struct galley *galley, const struct node *paragraph,
           const struct block_style *style, const struct item_label *label,
           struct mark code)
{
    scaled width = galley->width;
    size_t first = galley->boxes.count;
    galley->width -= code.width;
    galley->whole_depth++;
    galley_add_lines(galley, paragraph, style, label);
    code.x = galley->width;
    galley->width = width;
    if (galley->boxes.count > first) {
        /* With a line less the code would reach into what follows. */
        if (galley->paragraphs.count &&
            galley->paragraphs.items[galley->paragraphs.count - 1].first ==
                first)
            galley->paragraphs.count--;
        struct galley_box *box = &galley->boxes.items[first];
        scaled wanted = box->baseline + code.y + code.height;
        *galley_box_add_mark(galley, box) = code;
        for (size_t i = first; i < galley->boxes.count; i++)
            wanted -= galley->boxes.items[i].height;
        if (wanted > 0) {
            galley_discourage(galley, BREAK_FORBIDDEN);
            galley_add_box(galley, wanted, 0);
        }
    }
    galley->whole_depth--;
    galley->next_break = galley->whole_depth  ? BREAK_FORBIDDEN
                         : galley->keep_depth ? BREAK_KEPT
                                              : BREAK_FREE;
}

void
qr_add_paragraph(struct galley *galley, const struct node *paragraph,
                 const struct block_style *style,
                 const struct item_label *label)
{
    const struct node *link =
        style->qr == QR_NONE ? NULL : coded_link(galley, paragraph);
    const struct image *picture =
        link ? qr_picture(galley->context->arena, link->link.url) : NULL;
    const struct page_style *page = style_page(galley->context->style);
    if (!picture) {
        galley_add_lines(galley, paragraph, style, label);
        return;
    }
    struct mark code = code_mark(picture, module_of(galley), style);
    bool has_margin = page->margin_column >= code.width && !galley->outer;
    if (style->qr == QR_MARGIN && has_margin) {
        galley_add_margin_mark(galley, &code);
        galley_add_lines(galley, paragraph, style, label);
    } else if (code.width < galley->width / 2) {
        add_beside(galley, paragraph, style, label, code);
    } else {
        galley_add_lines(galley, paragraph, style, label);
    }
}
