/* Optical margins: how far a character hangs into the margin. */
#ifndef FONT_PROTRUSION_H
#define FONT_PROTRUSION_H

/* Part of the character's own width, in 1/1000, that hangs out when it
 * stands first (left) or last (right) in a line; 0 for most. */
int protrusion_left_part(unsigned code_point);
int protrusion_right_part(unsigned code_point);

#endif
