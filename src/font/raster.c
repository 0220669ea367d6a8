#include "font/raster.h"

#include <ft2build.h>
#include FT_FREETYPE_H

int
raster_width(const struct shape *shape, int size)
{
    int64_t width = 0;
    for (; shape; shape = shape->next)
        width += (int64_t)shape->width * size / shape->font->face->units_per_em;
    return (int)width;
}

static void
draw_bitmap(const FT_Bitmap *bitmap, int left, int top, int base,
            const struct raster *raster)
{
    for (int row = 0; row < (int)bitmap->rows; row++)
        for (int column = 0; column < (int)bitmap->width; column++) {
            int x = left + column, y = top + row;
            int coverage = bitmap->buffer[row * bitmap->pitch + column];
            int shade = base + coverage * (raster->shades - 1) / 255;
            if (x < 0 || y < 0 || x >= raster->width || y >= raster->height)
                continue;
            /* Where letters touch, the darker shade stays. */
            uint8_t *pixel =
                &raster->pixels[(size_t)y * (size_t)raster->width + (size_t)x];
            if (shade > *pixel)
                *pixel = (uint8_t)shade;
        }
}

static void
draw_segment(FT_Face face, const struct shape *shape, int size, int x, int y,
             int base, const struct raster *raster)
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
                        x + (int)((pen + glyph->x_offset) * size / em) +
                            face->glyph->bitmap_left,
                        y - face->glyph->bitmap_top -
                            (int)((int64_t)glyph->y_offset * size / em),
                        base, raster);
        pen += glyph->advance;
    }
}

int
raster_word(const struct shape *shape, int size, int x, int y, int base,
            const struct raster *raster)
{
    FT_Library library;
    if (FT_Init_FreeType(&library))
        return 0;
    int start = x;
    for (; shape; shape = shape->next) {
        FT_Face face;
        const struct font_face *font_face = shape->font->face;
        struct text bytes = font_face_bytes(font_face);
        if (!FT_New_Memory_Face(library, (const FT_Byte *)bytes.data,
                                (FT_Long)bytes.size, 0, &face)) {
            FT_Set_Pixel_Sizes(face, 0, (FT_UInt)size);
            draw_segment(face, shape, size, x, y, base, raster);
            FT_Done_Face(face);
        }
        x += (int)((int64_t)shape->width * size / font_face->units_per_em);
    }
    FT_Done_FreeType(library);
    return x - start;
}
