/* A server for one person on one machine: it listens on the loopback address
 * alone, and answers nobody who does not know the token in its address.
 *
 * Every request is checked here before anything looks at it: the token, Host
 * and Origin (against pages of others that a browser has open, and names that
 * are made to point here), the method, and sizes.  Every answer forbids to be
 * kept, guessed at, framed by others, or to load anything from elsewhere.
 * Each connection is a thread, so that answers may wait. */
#ifndef SERVE_HTTP_H
#define SERVE_HTTP_H

#include "base/arena.h"
#include "base/buffer.h"

enum {
    HTTP_TOKEN_SIZE = 32,       /* hexadecimal digits: 128 bits */
    HTTP_BODY_MOST = 4 << 20,   /* bytes of an upload: a logo is the largest */
    HTTP_CONNECTIONS_MOST = 48, /* a browser opens six for a page */
    HTTP_TIMEOUT = 40           /* seconds without anything sent */
};

struct http_request {
    struct arena *arena; /* until it is answered */
    bool is_post;
    struct text path; /* behind the token's slash: "pages.json" */
    struct text body; /* of a POST */
    const void *exchange;
};

/* The value of "?name=", decoded; NULL when there is none. */
const char *http_query(const struct http_request *request, const char *name);
const char *http_header(const struct http_request *request, const char *name);

struct http_answer {
    unsigned status;       /* 200 at first */
    const char *type;      /* "text/html; charset=utf-8" */
    const char *policy;    /* of its content; NULL: that of pages of ours */
    const char *language;  /* NULL */
    struct text file_name; /* offered as a download; empty: shown */
    struct buffer body;
};

/* Called from many threads. */
typedef void http_handler(void *context, const struct http_request *request,
                          struct http_answer *answer);

struct http;

/* `port` 0: one that is free.  NULL after a message. */
struct http *http_start(int port, http_handler *handler, void *context);
/* Waits until all requests are answered. */
void http_stop(struct http *http);
int http_port(const struct http *http);
/* "http://127.0.0.1:PORT/TOKEN/" */
const char *http_address(const struct http *http);

#endif
