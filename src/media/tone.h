/* How light a colour is: the grey of the same luminance, so that two colours
 * keep their contrast to one another when they lose their hue. */
#ifndef MEDIA_TONE_H
#define MEDIA_TONE_H

#include <stddef.h>
#include <stdint.h>

struct tones {
    uint16_t light[256]; /* of an sRGB value: 65535 is white */
};

/* The curve of sRGB (IEC 61966-2-1). */
void tones_init(struct tones *tones);
/* The luminance of a colour 0xRRGGBB (WCAG 2.1's relative luminance). */
uint16_t tone_light(const struct tones *tones, uint32_t rgb);
/* The value of the grey that has it, 0 to 255. */
uint8_t tone_grey(const struct tones *tones, uint32_t rgb);
/* RGB pixels to greys; `greys` may begin where `rgb` does. */
void tones_picture(const struct tones *tones, const uint8_t *rgb, size_t count,
                   uint8_t *greys);

#endif
