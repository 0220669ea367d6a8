#include "doc/form.h"

static const struct text names[FORM_COUNT] = {
    [FORM_WORKSHEETS] = {"worksheets", 10},
    [FORM_LARGE] = {"large", 5},
    [FORM_HANDOUT] = {"handout", 7},
    [FORM_BOOKLET] = {"booklet", 7},
    [FORM_PRINT] = {"print", 5},
    [FORM_COVER] = {"cover", 5},
};

struct text
form_name(enum form form)
{
    return names[form];
}

enum form
form_named(struct text name)
{
    for (int form = FORM_OWN + 1; form < FORM_COUNT; form++)
        if (text_equal(names[form], name))
            return (enum form)form;
    return FORM_OWN;
}
