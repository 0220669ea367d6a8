#include "media/tone.h"

#include <math.h>
#include <stdbool.h>

void
tones_init(struct tones *tones)
{
    for (int i = 0; i < 256; i++) {
        double value = i / 255.0;
        double light = value <= 0.04045 ? value / 12.92
                                        : pow((value + 0.055) / 1.055, 2.4);
        tones->light[i] = (uint16_t)(light * 65535 + 0.5);
    }
}

uint16_t
tone_light(const struct tones *tones, uint32_t rgb)
{
    /* 0.2126, 0.7152 and 0.0722. */
    uint32_t sum = 2126u * tones->light[rgb >> 16 & 255] +
                   7152u * tones->light[rgb >> 8 & 255] +
                   722u * tones->light[rgb & 255];
    return (uint16_t)((sum + 5000) / 10000);
}

uint8_t
tone_grey(const struct tones *tones, uint32_t rgb)
{
    uint16_t light = tone_light(tones, rgb);
    int low = 0, high = 255; /* the first value that is as light */
    while (low < high) {
        int middle = (low + high) / 2;
        if (tones->light[middle] < light)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_nearer_below =
        low > 0 && light - tones->light[low - 1] < tones->light[low] - light;
    return (uint8_t)(is_nearer_below ? low - 1 : low);
}

void
tones_picture(const struct tones *tones, const uint8_t *rgb, size_t count,
              uint8_t *greys)
{
    for (size_t i = 0; i < count; i++, rgb += 3)
        greys[i] = tone_grey(tones, (uint32_t)rgb[0] << 16 |
                                        (uint32_t)rgb[1] << 8 | rgb[2]);
}
