/* libmicrohttpd, loaded when it is needed: it brings libraries for TLS along
 * that would double the time in which other commands start. */
#ifndef SERVE_HTTP_LIBRARY_H
#define SERVE_HTTP_LIBRARY_H

#include <microhttpd.h>
#include <stdbool.h>

struct http_library {
    __typeof__(MHD_start_daemon) *start_daemon;
    __typeof__(MHD_stop_daemon) *stop_daemon;
    __typeof__(MHD_create_response_from_buffer) *response_new;
    __typeof__(MHD_add_response_header) *add_header;
    __typeof__(MHD_queue_response) *queue_response;
    __typeof__(MHD_destroy_response) *destroy_response;
    __typeof__(MHD_lookup_connection_value) *lookup;
};

/* False when the library is not installed. */
bool http_library_load(struct http_library *library);

#endif
