/* How well a line fills the measure: glyphs give way first, then spaces.
 *
 * In the header, because it is asked for every line that is tried. */
#ifndef LAYOUT_LINE_FIT_H
#define LAYOUT_LINE_FIT_H

#include "layout/badness.h"
#include "layout/linebreak.h"

enum { EMERGENCY_BADNESS = 1000 }; /* least of a line that is not tolerated */

enum fitness { TIGHT, DECENT, LOOSE, VERY_LOOSE, FITNESS_COUNT };

struct line_room {
    scaled gap; /* what is left of the measure; < 0: too much in it */
    scaled flex, stretch, shrink;
    bool is_forced; /* it ends where it must */
};

struct line_fit {
    int badness;
    enum fitness fitness;
    scaled excess; /* > 0: overfull by so much */
};

/* In the third pass a line may be looser than tolerated, at a price, and the
 * emergency stretch tells bad from worse; all other lines are judged as ever,
 * so that one bad place does not spoil a long paragraph. */
static inline int
loose_badness(const struct break_rules *rules, int pass, scaled gap,
              scaled stretch)
{
    int badness = badness_of(gap, stretch + rules->line_stretch);
    if (pass < 3 || badness <= rules->tolerance)
        return badness;
    badness =
        EMERGENCY_BADNESS + badness_of(gap, stretch + rules->line_stretch +
                                                rules->emergency_stretch);
    return badness < BADNESS_INFINITE ? badness : BADNESS_INFINITE;
}

static inline struct line_fit
line_fit(const struct break_rules *rules, int pass,
         const struct line_room *room)
{
    if (room->gap >= 0) {
        if (room->is_forced || room->gap <= room->flex)
            return (struct line_fit){.fitness = DECENT};
        int badness =
            loose_badness(rules, pass, room->gap - room->flex, room->stretch);
        return (struct line_fit){.badness = badness,
                                 .fitness = badness > 99   ? VERY_LOOSE
                                            : badness > 12 ? LOOSE
                                                           : DECENT};
    }
    scaled over = -room->gap - room->flex;
    if (over <= 0)
        return (struct line_fit){.fitness = DECENT};
    scaled most = linebreak_most_shrink(rules, pass, room->shrink);
    if (over > most)
        return (struct line_fit){BADNESS_INFINITE, TIGHT, over - most};
    int badness = badness_of(over, room->shrink);
    return (struct line_fit){badness, badness > 12 ? TIGHT : DECENT, 0};
}

#endif
