#include "font/raster.h"

#include <ft2build.h>
#include FT_FREETYPE_H

int
raster_width(const struct shape *shape, int pixels)
{
    int64_t width = 0;
    for (; shape; shape = shape->next)
        width += (int64_t)shape->width * pixels /
                 shape->font->face->units_per_em;
    return (int)width;
}

static void
blend(uint8_t *pixel, uint32_t rgb, int coverage)
{
    for (int i = 0; i < 3; i++) {
        int ink = (int)(rgb >> (16 - 8 * i) & 0xFF);
        pixel[i] = (uint8_t)((pixel[i] * (255 - coverage) + ink * coverage +
                              127) /
                             255);
    }
}

static void
draw_bitmap(const FT_Bitmap *bitmap, int left, int top, uint32_t rgb,
            uint8_t *picture, int width, int height)
{
    for (int row = 0; row < (int)bitmap->rows; row++)
        for (int column = 0; column < (int)bitmap->width; column++) {
            int x = left + column, y = top + row;
            if (x < 0 || y < 0 || x >= width || y >= height)
                continue;
            blend(picture + ((size_t)y * (size_t)width + (size_t)x) * 3, rgb,
                  bitmap->buffer[row * bitmap->pitch + column]);
        }
}

static void
draw_segment(FT_Face face, const struct shape *shape, int pixels, int x, int y,
             uint32_t rgb, uint8_t *picture, int width, int height)
{
    int64_t pen = 0;
    int em = shape->font->face->units_per_em;
    for (uint32_t i = 0; i < shape->glyph_count; i++) {
        const struct glyph *glyph = &shape->glyphs[i];
        /* Unhinted outlines: the same pixels with every FreeType setting. */
        if (!FT_Load_Glyph(face, glyph->id,
                           FT_LOAD_RENDER | FT_LOAD_NO_HINTING |
                               FT_LOAD_NO_AUTOHINT))
            draw_bitmap(&face->glyph->bitmap,
                        x + (int)((pen + glyph->x_offset) * pixels / em) +
                            face->glyph->bitmap_left,
                        y - face->glyph->bitmap_top -
                            (int)((int64_t)glyph->y_offset * pixels / em),
                        rgb, picture, width, height);
        pen += glyph->advance;
    }
}

int
raster_word(const struct shape *shape, int pixels, int x, int y, uint32_t rgb,
            uint8_t *picture, int width, int height)
{
    FT_Library library;
    if (FT_Init_FreeType(&library))
        return 0;
    int start = x;
    for (; shape; shape = shape->next) {
        FT_Face face;
        const struct font_face *font_face = shape->font->face;
        if (!FT_New_Face(library, font_face->path.data, 0, &face)) {
            FT_Set_Pixel_Sizes(face, 0, (FT_UInt)pixels);
            draw_segment(face, shape, pixels, x, y, rgb, picture, width,
                         height);
            FT_Done_Face(face);
        }
        x += (int)((int64_t)shape->width * pixels / font_face->units_per_em);
    }
    FT_Done_FreeType(library);
    return x - start;
}
