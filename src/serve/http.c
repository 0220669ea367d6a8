#include "serve/http.h"

#include "base/message.h"
#include "serve/http_library.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

struct http {
    struct http_library library;
    struct MHD_Daemon *daemon;
    http_handler *handler;
    void *context;
    int port;
    char token[HTTP_TOKEN_SIZE + 1];
    char hosts[2][32];   /* what a browser calls us */
    char origins[2][48]; /* and what our pages come from */
    char address[64 + HTTP_TOKEN_SIZE];
};

/* One request while it comes in. */
struct exchange {
    struct http *http;
    struct MHD_Connection *connection;
    struct arena *arena;
    struct buffer body;
    struct text path;
    bool is_post, is_head, is_too_large;
};

/* Nothing from elsewhere, no script or style in the page itself. */
#define PAGE_POLICY                                                            \
    "default-src 'none'; script-src 'self'; style-src 'self'; "                \
    "img-src 'self'; font-src 'self'; connect-src 'self'; "                    \
    "frame-src 'self'; base-uri 'none'; form-action 'none'; "                  \
    "frame-ancestors 'none'"

const char *
http_query(const struct http_request *request, const char *name)
{
    const struct exchange *exchange = request->exchange;
    return exchange->http->library.lookup(exchange->connection,
                                          MHD_GET_ARGUMENT_KIND, name);
}

const char *
http_header(const struct http_request *request, const char *name)
{
    const struct exchange *exchange = request->exchange;
    return exchange->http->library.lookup(exchange->connection, MHD_HEADER_KIND,
                                          name);
}

/* --- who may ask ---------------------------------------------------------- */

/* Takes as long wherever they differ. */
static bool
is_token(const struct http *http, struct text given)
{
    unsigned char difference = given.size != HTTP_TOKEN_SIZE;
    for (size_t i = 0; i < HTTP_TOKEN_SIZE; i++) {
        char byte = i < given.size ? given.data[i] : 0;
        difference |= (unsigned char)(byte ^ http->token[i]);
    }
    return difference == 0;
}

static bool
is_either(const char *value, const char *one, const char *other)
{
    return value && (!strcmp(value, one) || !strcmp(value, other));
}

/* 0 when it may be answered, else the status of the refusal. */
static unsigned
refusal(struct exchange *exchange, const char *url, const char *method)
{
    struct http *http = exchange->http;
    struct http_request request = {.exchange = exchange};
    const char *origin = http_header(&request, "Origin");
    const char *site = http_header(&request, "Sec-Fetch-Site");
    const char *length = http_header(&request, "Content-Length");
    if (!is_either(http_header(&request, "Host"), http->hosts[0],
                   http->hosts[1]))
        return MHD_HTTP_MISDIRECTED_REQUEST;
    if (origin && !is_either(origin, http->origins[0], http->origins[1]))
        return MHD_HTTP_FORBIDDEN;
    if (site && strcmp(site, "same-origin") && strcmp(site, "none"))
        return MHD_HTTP_FORBIDDEN;
    struct text path = text_of(url);
    size_t slash = text_index(path, '/', 1);
    if (!path.size || !is_token(http, text_slice(path, 1, slash)) ||
        slash == path.size)
        return MHD_HTTP_NOT_FOUND;
    exchange->path =
        arena_text(exchange->arena, text_slice(path, slash + 1, path.size));
    exchange->is_post = !strcmp(method, "POST");
    exchange->is_head = !strcmp(method, "HEAD");
    if (strcmp(method, "GET") && !exchange->is_head && !exchange->is_post)
        return MHD_HTTP_METHOD_NOT_ALLOWED;
    if (exchange->is_post && !origin)
        return MHD_HTTP_FORBIDDEN;
    if (length && strtoull(length, NULL, 10) > HTTP_BODY_MOST)
        return MHD_HTTP_CONTENT_TOO_LARGE;
    return 0;
}

/* --- answers -------------------------------------------------------------- */

static void
add_headers(const struct http *http, struct MHD_Response *response,
            const struct http_answer *answer)
{
    const char *const fixed[][2] = {
        {"Cache-Control", "no-store"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Content-Type", answer->type},
        {"Content-Security-Policy",
         answer->policy ? answer->policy : PAGE_POLICY},
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        http->library.add_header(response, fixed[i][0], fixed[i][1]);
    if (answer->language)
        http->library.add_header(response, "Content-Language",
                                 answer->language);
    if (answer->file_name.size) {
        char value[256];
        snprintf(value, sizeof value, "attachment; filename=\"%.*s\"",
                 TEXT_PRINTF(answer->file_name));
        http->library.add_header(response, "Content-Disposition", value);
    }
}

/* Takes the answer's body over. */
static enum MHD_Result
send_answer(const struct exchange *exchange, struct http_answer *answer)
{
    const struct http *http = exchange->http;
    struct MHD_Response *response = http->library.response_new(
        answer->body.size, answer->body.data ? answer->body.data : "",
        MHD_RESPMEM_MUST_COPY);
    buffer_release(&answer->body);
    if (!response)
        return MHD_NO;
    add_headers(http, response, answer);
    enum MHD_Result done = http->library.queue_response(
        exchange->connection, answer->status, response);
    http->library.destroy_response(response);
    return done;
}

static enum MHD_Result
send_refusal(const struct exchange *exchange, unsigned status)
{
    struct http_answer answer = {.status = status,
                                 .type = "text/plain; charset=utf-8"};
    buffer_printf(&answer.body, "%u\n", status);
    return send_answer(exchange, &answer);
}

static enum MHD_Result
answer_request(struct exchange *exchange)
{
    struct http_request request = {.arena = exchange->arena,
                                   .is_post = exchange->is_post,
                                   .path = exchange->path,
                                   .body = buffer_text(&exchange->body),
                                   .exchange = exchange};
    struct http_answer answer = {.status = MHD_HTTP_OK,
                                 .type = "text/plain; charset=utf-8"};
    exchange->http->handler(exchange->http->context, &request, &answer);
    return send_answer(exchange, &answer);
}

/* --- the library's callbacks ---------------------------------------------- */

static enum MHD_Result
on_request(void *closure, struct MHD_Connection *connection, const char *url,
           const char *method, const char *version, const char *upload,
           size_t *upload_size, void **state)
{
    (void)version;
    struct exchange *exchange = *state;
    if (!exchange) {
        exchange = memory_alloc(sizeof *exchange);
        *exchange = (struct exchange){
            .http = closure, .connection = connection, .arena = arena_new()};
        *state = exchange;
        unsigned status = refusal(exchange, url, method);
        return status ? send_refusal(exchange, status) : MHD_YES;
    }
    if (*upload_size) {
        if (exchange->body.size + *upload_size > HTTP_BODY_MOST)
            exchange->is_too_large = true;
        else
            buffer_append(&exchange->body, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    if (exchange->is_too_large)
        return send_refusal(exchange, MHD_HTTP_CONTENT_TOO_LARGE);
    return answer_request(exchange);
}

static void
on_completed(void *closure, struct MHD_Connection *connection, void **state,
             enum MHD_RequestTerminationCode code)
{
    (void)closure;
    (void)connection;
    (void)code;
    struct exchange *exchange = *state;
    if (!exchange)
        return;
    buffer_release(&exchange->body);
    arena_free(exchange->arena);
    free(exchange);
    *state = NULL;
}

/* --- starting ------------------------------------------------------------- */

static bool
token_make(struct http *http)
{
    unsigned char bytes[HTTP_TOKEN_SIZE / 2];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(http->token + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

/* What a browser calls us, once the port is known. */
static void
names_make(struct http *http)
{
    static const char *const names[] = {"127.0.0.1", "localhost"};
    for (int i = 0; i < 2; i++) {
        snprintf(http->hosts[i], sizeof http->hosts[i], "%s:%d", names[i],
                 http->port);
        snprintf(http->origins[i], sizeof http->origins[i], "http://%s",
                 http->hosts[i]);
    }
    snprintf(http->address, sizeof http->address, "http://%s/%s/",
             http->hosts[0], http->token);
}

/* A socket that listens on the loopback address alone; -1 with errno set. */
static int
loopback_listen(struct http *http, int port)
{
    struct sockaddr_in loopback = {.sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof loopback;
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return -1;
    /* Started again on the same port, it need not wait for old connections. */
    const int yes = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(descriptor, (const struct sockaddr *)&loopback, size) ||
        listen(descriptor, SOMAXCONN) ||
        getsockname(descriptor, (struct sockaddr *)&loopback, &size)) {
        int error = errno;
        close(descriptor);
        errno = error;
        return -1;
    }
    http->port = ntohs(loopback.sin_port);
    return descriptor;
}

/* All that requests are held against is there before the first can come. */
static bool
daemon_start(struct http *http, int port)
{
    int descriptor = loopback_listen(http, port);
    if (descriptor < 0)
        return false;
    names_make(http);
    errno = 0;
    http->daemon = http->library.start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
            MHD_USE_POLL,
        0, NULL, NULL, on_request, http, MHD_OPTION_LISTEN_SOCKET, descriptor,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)HTTP_CONNECTIONS_MOST,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)HTTP_TIMEOUT,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
    if (!http->daemon)
        close(descriptor);
    return http->daemon != NULL;
}

struct http *
http_start(int port, http_handler *handler, void *context)
{
    struct http *http = memory_alloc(sizeof *http);
    *http = (struct http){.handler = handler, .context = context};
    if (!http_library_load(&http->library)) {
        fputs(message("bouwsteen: serve needs the package libmicrohttpd12\n"),
              stderr);
    } else if (!token_make(http) || !daemon_start(http, port)) {
        fprintf(stderr, message("bouwsteen: cannot listen on port %d: %s\n"),
                port, message(strerror(errno)));
    } else {
        return http;
    }
    free(http);
    return NULL;
}

void
http_stop(struct http *http)
{
    http->library.stop_daemon(http->daemon);
    free(http);
}

int
http_port(const struct http *http)
{
    return http->port;
}

const char *
http_address(const struct http *http)
{
    return http->address;
}
