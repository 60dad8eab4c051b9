#define STSCTL_OPENSSL_LOADS
#include "openssl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

#define TEXT_OF(value) #value
#define LIBRARY(name, version) name ".so." TEXT_OF(version)

struct openssl openssl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char failure[256];

static int find(void *library, const char *name, void **function) {
    *function = dlsym(library, name);
    if (!*function) snprintf(failure, sizeof failure, "%s", dlerror());
    return *function != NULL;
}

// libssl brings libcrypto, and a look-up in the one goes on in the other.
static void load(void) {
    void *library = dlopen(LIBRARY("libssl", OPENSSL_SHLIB_VERSION), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        snprintf(failure, sizeof failure, "%s", dlerror());
        return;
    }
#define OPENSSL_FIND(name) if (!find(library, #name, (void **)&openssl.name)) return;
    OPENSSL_FUNCTIONS(OPENSSL_FIND)
#undef OPENSSL_FIND
}

int openssl_load(void) {
    pthread_once(&once, load);
    return failure[0] == 0;
}

const char *openssl_failure(void) { return failure[0] ? failure : NULL; }
