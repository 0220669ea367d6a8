/* Big-endian numbers of a font table; 0 outside the table. */
#ifndef FONT_TABLE_H
#define FONT_TABLE_H

#include "base/text.h"

#include <stdint.h>

static inline unsigned
table_u16(struct text table, size_t offset)
{
    if (offset + 2 > table.size)
        return 0;
    const unsigned char *at = (const unsigned char *)table.data + offset;
    return (unsigned)at[0] << 8 | at[1];
}

static inline int
table_i16(struct text table, size_t offset)
{
    return (int16_t)table_u16(table, offset);
}

static inline uint32_t
table_u32(struct text table, size_t offset)
{
    return (uint32_t)table_u16(table, offset) << 16 |
           table_u16(table, offset + 2);
}

#endif
