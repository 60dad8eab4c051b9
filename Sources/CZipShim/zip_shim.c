#include "zip_shim.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

// The state that zlib shares with its callers, as its interface has had it since 1.0.
struct stream {
    const uint8_t *next_in;
    unsigned avail_in;
    unsigned long total_in;
    uint8_t *next_out;
    unsigned avail_out;
    unsigned long total_out;
    const char *message;
    void *state;
    void *(*allocate)(void *, unsigned, unsigned);
    void (*release)(void *, void *);
    void *opaque;
    int data_type;
    unsigned long checksum;
    unsigned long reserved;
};

enum { ok = 0, stream_end = 1, finish = 4, deflated = 8, quickest = 1, window_with_gzip = 15 + 16, usual_memory = 8 };

static int (*deflate_begin)(struct stream *, int, int, int, int, int, const char *, int);
static int (*deflate_go)(struct stream *, int);
static int (*deflate_stop)(struct stream *);
static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    void *library = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    *(void **)&deflate_begin = dlsym(library, "deflateInit2_");
    *(void **)&deflate_go = dlsym(library, "deflate");
    *(void **)&deflate_stop = dlsym(library, "deflateEnd");
    is_loaded = deflate_begin && deflate_go && deflate_stop;
}

size_t czip_write(const uint8_t *bytes, size_t size, uint8_t *result, size_t capacity) {
    pthread_once(&once, load);
    if (!is_loaded || size > UINT32_MAX || capacity > UINT32_MAX) return 0;
    struct stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflate_begin(&stream, quickest, deflated, window_with_gzip, usual_memory, 0, "1.2.0", sizeof stream) != ok)
        return 0;
    stream.next_in = bytes;
    stream.avail_in = (unsigned)size;
    stream.next_out = result;
    stream.avail_out = (unsigned)capacity;
    int is_written = deflate_go(&stream, finish) == stream_end;
    deflate_stop(&stream);
    return is_written ? stream.total_out : 0;
}
