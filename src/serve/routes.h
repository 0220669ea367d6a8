/* What is answered to which address.  Each answer is made from what the
 * workshop holds; none reads a file by a name that came from outside, but for
 * pictures and lines of the book's folder. */
#ifndef SERVE_ROUTES_H
#define SERVE_ROUTES_H

#include "serve/http.h"
#include "serve/workshop.h"

struct routes {
    struct workshop *workshop;
    const char *editor;   /* address template for a place, or NULL:
                             "vscode://file/{file}:{line}:{column}" */
    const char *language; /* of the page, where the browser has none: "nl" */
};

/* An http_handler; its context is a struct routes. */
void routes_answer(void *context, const struct http_request *request,
                   struct http_answer *answer);

/* For handlers in other files. */
struct route_call {
    const struct routes *routes;
    const struct http_request *request;
    struct http_answer *answer;
};
void route_fail(const struct route_call *call, unsigned status);
/* The rest of the answer is JSON. */
void route_json(const struct route_call *call);
/* The text of a query; empty when it is not there. */
struct text route_query(const struct route_call *call, const char *name);
/* A number from 0 to `most`, or -1. */
long route_number(const struct route_call *call, const char *name, long most);
/* The view that ?edition= names; NULL after a failure. */
struct view *route_view(const struct route_call *call);

#endif
