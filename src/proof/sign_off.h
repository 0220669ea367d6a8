/* Is what a partner's excerpt shows what the partner has approved?  Reads
 * partners/NAME.approved; never writes it. */
#ifndef PROOF_SIGN_OFF_H
#define PROOF_SIGN_OFF_H

#include "proof/approval.h"

enum sign_off_rule {
    SIGN_OFF_UNASKED,  /* nothing is reported */
    SIGN_OFF_TOLD,     /* changes are warnings: `check` */
    SIGN_OFF_REQUIRED, /* changes are errors: what is made for partners */
    SIGN_OFF_DRAFT     /* all is marked as a draft, and so nothing reported */
};

enum sign_off_state {
    SIGN_OFF_NEVER, /* there is no approval */
    SIGN_OFF_VALID,
    SIGN_OFF_CHANGED
};

struct sign_off {
    enum sign_off_state state;
    struct approval before, now;
    struct approval_change *changes;
    size_t change_count;
};

/* "partners/NAME.approved" */
struct text sign_off_path(struct arena *arena, const struct edition *excerpt);
/* `tree` and `attached`: as for approval_of. */
struct sign_off sign_off_judge(struct arena *arena, const struct book *book,
                               const struct edition *excerpt,
                               const struct node *tree,
                               const struct attachments *attached,
                               enum sign_off_rule rule, struct diag *diag);
/* Must every page say that it is a draft? */
bool sign_off_marks(const struct sign_off *sign_off, enum sign_off_rule rule);

#endif
