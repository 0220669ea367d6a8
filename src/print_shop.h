/* The printing press that files for a print shop are made for. */
#ifndef PRINT_SHOP_H
#define PRINT_SHOP_H

#include "book_session.h"
#include "layout/cover.h"
#include "pdf/pdf.h"
#include "style/style.h"

/* Is the edition in a form that a print shop gets? */
bool print_shop_wants(const struct edition *edition);
/* Reads the press's colour profile: from a folder `styles`, else from Debian's
 * texlive-base.  The profile lies in the arena.  False after reporting at the
 * edition.  `cover`: of a cover, where it is folded. */
bool print_shop_open(const struct session *session, struct arena *arena,
                     const struct edition *edition, const struct style *style,
                     const struct cover *cover, struct pdf_press *press);
void print_shop_close(struct pdf_press *press);

#endif
