/* Private to font/: what a struct font holds for HarfBuzz. */
#ifndef FONT_FONT_DATA_H
#define FONT_FONT_DATA_H

#include "font/font.h"

#include <hb.h>

struct font_data {
    unsigned index; /* dense, in the font set, from 0 */
    const hb_feature_t *features;
    unsigned feature_count;
};

#endif
