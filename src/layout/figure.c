/* Figures: a picture scaled into the measure, its caption below. */
#include "layout/galley.h"

enum {
    TALLEST = 70,  /* per cent of the text area */
    LOGO_LINES = 4 /* a partner's on the title page */
};

static scaled
text_height(const struct page_style *page)
{
    return page->height - page->top - page->bottom;
}

static void
picture_size(struct galley *galley, const struct image *image, bool is_logo,
             scaled *width, scaled *height)
{
    const struct page_style *page = style_page(galley->context->style);
    scaled most = is_logo ? LOGO_LINES * galley->grid
                          : scaled_ratio(text_height(page), TALLEST, 100);
    *width = image->natural_width;
    *height = image->natural_height;
    if (*width > galley->width || image->kind == IMAGE_SVG) {
        *height = scaled_ratio(*height, galley->width, *width ? *width : 1);
        *width = galley->width;
    }
    if (*height > most) {
        *width = scaled_ratio(*width, most, *height);
        *height = most;
    }
}

static void
add_picture(struct galley *galley, const struct node *picture)
{
    const struct image *image = picture->image.image;
    if (!image) /* reported when it was loaded */
        return;
    scaled width, height;
    bool is_logo = picture->parent && node_has_class(picture->parent, "logo");
    picture_size(galley, image, is_logo, &width, &height);
    scaled room = (height + galley->grid - 1) / galley->grid * galley->grid;
    struct galley_box *box = galley_add_box(galley, room, 0);
    struct mark *mark = galley_box_add_mark(galley, box);
    *mark = (struct mark){.kind = MARK_IMAGE,
                          .node = picture,
                          .x = is_logo ? 0 : (galley->width - width) / 2,
                          .y = (room - height) / 2,
                          .width = width,
                          .height = height};
    mark->image.image = image;
}

void
galley_add_figure(struct galley *galley, struct node *node)
{
    for (struct node *child = node->first_child; child; child = child->next) {
        if (child->kind == NODE_IMAGE) {
            add_picture(galley, child);
            galley_discourage(galley, BREAK_FORBIDDEN);
        } else {
            galley_add_block(galley, child, NULL);
        }
    }
}
