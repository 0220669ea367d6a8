#include "base/file.h"

#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST_SOURCE = 16 * 1024 * 1024 };

static bool
read_descriptor(struct arena *arena, int descriptor, size_t limit,
                struct text *content)
{
    struct stat status;
    if (fstat(descriptor, &status))
        return false;
    if (!S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
        return false;
    }
    if ((unsigned long long)status.st_size > limit) {
        errno = EFBIG;
        return false;
    }
    size_t size = (size_t)status.st_size, done = 0;
    char *data = arena_alloc(arena, size + 1);
    while (done < size) {
        ssize_t got = read(descriptor, data + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    *content = (struct text){data, done};
    return true;
}

bool
file_read_bytes(struct arena *arena, const char *path, size_t limit,
                struct text *content)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return false;
    bool done = read_descriptor(arena, descriptor, limit, content);
    int error = errno;
    close(descriptor);
    errno = error;
    return done;
}

static bool
is_ascii_letter(struct text content, size_t at)
{
    return at < content.size && (content.data[at] | 32) >= 'a' &&
           (content.data[at] | 32) <= 'z';
}

/* A letter with its accent beside another letter, "\xE0" as a word, or one of
 * the signs that word processors write, all as Windows-1252. */
static bool
is_likely_1252(struct text content, size_t at)
{
    static const char signs[] =
        "\x80\x85\x91\x92\x93\x94\x95\x96\x97\xA0\xA7\xAB\xB0\xB4\xB7\xBB\xE0";
    return strchr(signs, content.data[at]) ||
           ((unsigned char)content.data[at] >= 0xC0 &&
            (is_ascii_letter(content, at + 1) ||
             (at > 0 && is_ascii_letter(content, at - 1))));
}

/* Text that is not UTF-8 is Windows-1252 when that makes sense of half of the
 * bytes beyond ASCII, and more than UTF-8 does. */
static bool
looks_like_windows_1252(struct text content)
{
    size_t good = 0, bad = 0, likely = 0;
    for (size_t at = 0; at < content.size;) {
        size_t start = at;
        unsigned code_point = utf8_next(content, &at);
        if (code_point != 0xFFFD) {
            good += code_point >= 0x80;
            continue;
        }
        bad++;
        likely += is_likely_1252(content, start);
    }
    return bad > good && 2 * likely >= bad;
}

/* By its byte order mark: what Windows' editors call "Unicode". */
static bool
is_utf_16(struct text content)
{
    return text_has_prefix(content, "\xFF\xFE") ||
           text_has_prefix(content, "\xFE\xFF");
}

/* Signs that UTF-8 taken for Windows-1252, and made UTF-8 once more, makes of
 * an accented letter (two, from U+00C3 on) or a curly quote (three, from
 * U+00E2 U+20AC on); 0 for all else. */
static int
garbled_count(struct text content, size_t at)
{
    struct text rest = text_slice(content, at, at + 5);
    return text_has_prefix(rest, "\xC3\x83\xC2")           ? 2
           : text_has_prefix(rest, "\xC3\xA2\xE2\x82\xAC") ? 3
                                                           : 0;
}

/* Reported once a file. */
static void
check_garbled(struct text content, const struct source *source,
              struct diag *diag)
{
    for (size_t at = text_index(content, '\xC3', 0); at < content.size;
         at = text_index(content, '\xC3', at + 1)) {
        int count = garbled_count(content, at);
        size_t end = at;
        for (int i = 0; i < count; i++)
            utf8_next(content, &end);
        if (count) {
            diag_report(diag, TEXT_GARBLED, span_of(source, at, end),
                        TEXT_PRINTF(text_slice(content, at, end)));
            return;
        }
    }
}

static bool
content_check(struct text *content, struct text path, struct source *source,
              struct diag *diag)
{
    if (text_has_prefix(*content, "\xEF\xBB\xBF"))
        *content = text_slice(*content, 3, content->size);
    source->content = *content;
    if (is_utf_16(*content)) {
        diag_report(diag, FILE_UTF_16, span_of(source, 0, 0),
                    TEXT_PRINTF(path));
        return false;
    }
    size_t nul = text_index(*content, '\0', 0);
    if (nul < content->size) {
        diag_report(diag, FILE_NUL, span_of(source, nul, nul + 1),
                    TEXT_PRINTF(path));
        return false;
    }
    size_t invalid = utf8_first_invalid(*content);
    if (invalid == content->size) {
        check_garbled(*content, source, diag);
        return true;
    }
    struct span span = span_of(source, invalid, invalid + 1);
    if (looks_like_windows_1252(*content))
        diag_report(diag, FILE_WINDOWS_1252, span, TEXT_PRINTF(path));
    else
        diag_report(diag, FILE_NOT_UTF8, span, TEXT_PRINTF(path));
    return false;
}

struct source *
file_read_source(struct arena *arena, const struct folder *folder,
                 struct text path, struct span from, struct diag *diag)
{
    bool outside;
    struct text real = folder_resolve(arena, folder, path, &outside);
    if (outside) {
        diag_report(diag, FILE_OUTSIDE, from, TEXT_PRINTF(path));
        return NULL;
    }
    if (!real.size) {
        diag_report_hint(diag, FILE_MISSING,
                         folder_suggest(arena, folder, path), from,
                         TEXT_PRINTF(path));
        return NULL;
    }
    struct text content;
    if (!file_read_bytes(arena, real.data, LARGEST_SOURCE, &content)) {
        if (errno == EFBIG)
            diag_report(diag, FILE_TOO_LARGE, from, TEXT_PRINTF(path),
                        LARGEST_SOURCE >> 20);
        else
            diag_report(diag, FILE_UNREADABLE, from, TEXT_PRINTF(path),
                        strerror(errno));
        return NULL;
    }
    struct source *source = ARENA_NEW(arena, struct source);
    source->path = arena_printf(arena, "%.*s/%.*s", TEXT_PRINTF(folder->path),
                                TEXT_PRINTF(path));
    return content_check(&content, path, source, diag) ? source : NULL;
}

struct file_writer {
    char *path, *temporary;
    int descriptor;
    unsigned long long written;
    bool failed;
    int error;
};

/* Temporary names are .NAME.bouwsteen-XXXXXX beside the file.  Whoever writes
 * one holds a lock on it, which the system drops when the program dies: that
 * tells a stale one from one that another run has under way. */
static const char infix[] = ".bouwsteen-";
enum { RANDOM_SIZE = 6 };

/* A heap string; memory that runs out ends the program. */
static char *string_printf(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
static char *
string_printf(const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t size = (size_t)vsnprintf(NULL, 0, format, arguments) + 1;
    char *string = memory_alloc(size);
    vsnprintf(string, size, format, again);
    va_end(again);
    va_end(arguments);
    return string;
}

static bool
folders_make(const char *path)
{
    char *partial = string_printf("%s", path);
    bool done = true;
    for (char *slash = strchr(partial + (*partial != '\0'), '/'); slash && done;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        done = !mkdir(partial, 0777) || errno == EEXIST;
        *slash = '/';
    }
    int error = errno;
    free(partial);
    errno = error;
    return done;
}

static void
writer_free(struct file_writer *writer)
{
    free(writer->path);
    free(writer->temporary);
    free(writer);
}

/* Makes and locks a file; its name replaces the X's.  -1 with errno set. */
static int
temporary_open(char *name)
{
    char *random = name + strlen(name) - RANDOM_SIZE;
    for (;;) {
        struct stat status;
        memset(random, 'X', RANDOM_SIZE);
        int descriptor = mkostemp(name, O_CLOEXEC);
        if (descriptor < 0)
            return -1;
        bool locked = !flock(descriptor, LOCK_EX | LOCK_NB);
        /* A file system without locks is no reason to fail. */
        if (!locked && errno != EWOULDBLOCK)
            return descriptor;
        if (locked && !fstat(descriptor, &status) && status.st_nlink > 0)
            return descriptor;
        /* Another run took it for stale just before the lock. */
        close(descriptor);
        unlink(name);
    }
}

/* A device or a pipe: renaming a file over it would take its place. */
static bool
is_special(const char *path)
{
    struct stat status;
    return !stat(path, &status) && !S_ISREG(status.st_mode) &&
           !S_ISDIR(status.st_mode);
}

struct file_writer *
file_writer_open(const char *path)
{
    if (is_special(path)) {
        errno = ENOTSUP;
        return NULL;
    }
    if (!folders_make(path))
        return NULL;
    const char *slash = strrchr(path, '/');
    int folder_size = slash ? (int)(slash - path) + 1 : 0;
    const char *name = slash ? slash + 1 : path;
    struct file_writer *writer = memory_alloc(sizeof *writer);
    *writer = (struct file_writer){
        .path = string_printf("%s", path),
        .temporary =
            string_printf("%.*s.%s%sXXXXXX", folder_size, path, name, infix)};
    writer->descriptor = temporary_open(writer->temporary);
    if (writer->descriptor < 0) {
        int error = errno;
        writer_free(writer);
        errno = error;
        return NULL;
    }
    return writer;
}

static bool
writer_fail(struct file_writer *writer)
{
    if (!writer->failed)
        writer->error = errno;
    writer->failed = true;
    errno = writer->error;
    return false;
}

/* Test hook: writes fail, as on a full disk, after so many bytes of a file. */
static long long
write_allowance(void)
{
    const char *limit = getenv("BOUWSTEEN_TEST_WRITE_LIMIT");
    return limit ? strtoll(limit, NULL, 10) : -1;
}

bool
file_writer_write(struct file_writer *writer, const void *data, size_t size)
{
    if (writer->failed)
        return writer_fail(writer);
    long long allowance = write_allowance();
    writer->written += size;
    if (allowance >= 0 && (unsigned long long)allowance < writer->written) {
        errno = ENOSPC;
        return writer_fail(writer);
    }
    const char *at = data;
    while (size) {
        ssize_t done = write(writer->descriptor, at, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return writer_fail(writer);
        at += done;
        size -= (size_t)done;
    }
    return true;
}

/* The folder too is synced: the rename must survive a crash. */
static void
folder_sync(const char *path)
{
    char *copy = string_printf("%s", path);
    int descriptor = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
    free(copy);
}

bool
file_writer_commit(struct file_writer *writer)
{
    mode_t mask = umask(0);
    umask(mask);
    bool done = !writer->failed && !fchmod(writer->descriptor, 0666 & ~mask) &&
                !fsync(writer->descriptor);
    if (!done)
        writer_fail(writer);
    if (done && rename(writer->temporary, writer->path))
        done = writer_fail(writer);
    close(writer->descriptor); /* drops the lock; the sync told all errors */
    if (done)
        folder_sync(writer->path);
    else
        unlink(writer->temporary);
    int error = writer->error;
    writer_free(writer);
    errno = error;
    return done;
}

void
file_writer_abandon(struct file_writer *writer)
{
    close(writer->descriptor);
    unlink(writer->temporary);
    writer_free(writer);
}

bool
file_write(const char *path, const void *data, size_t size)
{
    struct file_writer *writer = file_writer_open(path);
    if (!writer)
        return false;
    if (!file_writer_write(writer, data, size)) {
        int error = writer->error;
        file_writer_abandon(writer);
        errno = error;
        return false;
    }
    return file_writer_commit(writer);
}

static void
remove_unlocked(int folder, const char *name)
{
    int descriptor =
        openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (descriptor < 0)
        return;
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        unlinkat(folder, name, 0);
    close(descriptor);
}

void
file_remove_stale(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *copy = string_printf("%s", path);
    char *prefix = string_printf(".%s%s", slash ? slash + 1 : path, infix);
    size_t size = strlen(prefix);
    DIR *stream = opendir(dirname(copy));
    for (struct dirent *entry; stream && (entry = readdir(stream));)
        if (!strncmp(entry->d_name, prefix, size) &&
            strlen(entry->d_name) == size + RANDOM_SIZE)
            remove_unlocked(dirfd(stream), entry->d_name);
    if (stream)
        closedir(stream);
    free(prefix);
    free(copy);
}
