#include "epub/epub_xml.h"

#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";

/* What stands for the bytes at `at`, and how many they are; NULL: as is. */
static const char *
special(struct text text, size_t at, size_t *size)
{
    const unsigned char *bytes = (const unsigned char *)text.data + at;
    size_t left = text.size - at;
    *size = 1;
    if (bytes[0] == '&')
        return "&amp;";
    if (bytes[0] == '<')
        return "&lt;";
    if (bytes[0] == '>')
        return "&gt;";
    if (bytes[0] == '"')
        return "&quot;";
    if (bytes[0] < 0x20 && bytes[0] != '\t' && bytes[0] != '\n')
        return bytes[0] == '\r' ? "" : replacement;
    if (bytes[0] == 0xC2 && left > 1 && bytes[1] == 0xAD) {
        *size = 2;
        return "";
    }
    if (bytes[0] == 0xE2 && left > 2 && bytes[1] == 0x81 && bytes[2] == 0xA0) {
        *size = 3; /* word joiner: a box on old readers */
        return "";
    }
    if (bytes[0] == 0xEF && left > 2 && bytes[1] == 0xBF && bytes[2] > 0xBD) {
        *size = 3; /* U+FFFE and U+FFFF */
        return replacement;
    }
    return NULL;
}

void
xml_text(struct buffer *out, struct text text)
{
    size_t start = 0;
    for (size_t at = 0; at < text.size;) {
        unsigned char byte = (unsigned char)text.data[at];
        size_t size = 1;
        const char *instead = NULL;
        if (byte < 0x40 || byte == 0xC2 || byte == 0xE2 || byte == 0xEF)
            instead = special(text, at, &size);
        if (instead) {
            buffer_append(out, text.data + start, at - start);
            buffer_append_string(out, instead);
            start = at + size;
        }
        at += size;
    }
    buffer_append(out, text.data + start, text.size - start);
}

void
xml_attribute(struct buffer *out, const char *name, struct text value)
{
    buffer_append_byte(out, ' ');
    buffer_append_string(out, name);
    buffer_append_string(out, "=\"");
    xml_text(out, value);
    buffer_append_byte(out, '"');
}

/* The part before the first of the bytes `stops`. */
static struct text
until(struct text text, const char *stops)
{
    size_t at = 0;
    while (at < text.size && !strchr(stops, text.data[at]))
        at++;
    return text_slice(text, 0, at);
}

/* A host name, or an address in brackets, with a port perhaps. */
static bool
is_host(struct text host)
{
    if (host.size == 0)
        return false;
    for (size_t i = 0; i < host.size; i++) {
        unsigned char c = (unsigned char)host.data[i];
        bool is_empty_label = c == '.' && (i == 0 || host.data[i - 1] == '.');
        bool good = c >= 0x80 || (c >= '0' && c <= '9') ||
                    ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                    strchr(".-_:[]@", c);
        if (!good || is_empty_label)
            return false;
    }
    return true;
}

static bool
has_scheme(struct text url, const char *scheme)
{
    size_t size = strlen(scheme);
    if (url.size <= size)
        return false;
    for (size_t i = 0; i < size; i++)
        if ((url.data[i] | 32) != (scheme[i] | 32))
            return false;
    return true;
}

bool
xml_web_address(struct buffer *out, struct text url)
{
    url = text_trim(url);
    bool web = has_scheme(url, "http://") || has_scheme(url, "https://");
    if (!web && !has_scheme(url, "mailto:") && !has_scheme(url, "tel:"))
        return false;
    size_t path = 0; /* from here on brackets are no part of a host */
    if (web) {
        size_t start = text_index(url, '/', 0) + 2;
        struct text host = until(text_slice(url, start, url.size), "/?#");
        if (!is_host(host))
            return false;
        path = start + host.size;
    }
    for (size_t i = 0; i < url.size; i++) {
        unsigned char c = (unsigned char)url.data[i];
        bool hex = c == '%' && i + 2 < url.size &&
                   strchr("0123456789abcdefABCDEF", url.data[i + 1]) &&
                   strchr("0123456789abcdefABCDEF", url.data[i + 2]);
        if (c <= 0x20 || c >= 0x7F || strchr("\"<>\\^`{|}", c) ||
            (c == '%' && !hex) || (i >= path && (c == '[' || c == ']')))
            buffer_printf(out, "%%%02X", c);
        else if (c == '&')
            buffer_append_string(out, "&amp;");
        else
            buffer_append_byte(out, (char)c);
    }
    return true;
}
