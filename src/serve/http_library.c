#include "serve/http_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* ISO C has no cast from object to function pointer; POSIX asks for this. */
static bool
load(void *handle, const char *name, void *function)
{
    void *symbol = dlsym(handle, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

bool
http_library_load(struct http_library *library)
{
    void *handle = dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_LOCAL);
    return handle && load(handle, "MHD_start_daemon", &library->start_daemon) &&
           load(handle, "MHD_stop_daemon", &library->stop_daemon) &&
           load(handle, "MHD_create_response_from_buffer",
                &library->response_new) &&
           load(handle, "MHD_add_response_header", &library->add_header) &&
           load(handle, "MHD_queue_response", &library->queue_response) &&
           load(handle, "MHD_destroy_response", &library->destroy_response) &&
           load(handle, "MHD_lookup_connection_value", &library->lookup);
}
