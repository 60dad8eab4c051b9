// TLS of the system's OpenSSL for connections whose bytes somebody else carries: ciphertext in, ciphertext out.
#ifndef STSCTL_TLS_SHIM_H
#define STSCTL_TLS_SHIM_H

#include <stddef.h>
#include <stdint.h>

/// What the connections of a server share: a certificate and its key, which never leave the process.
typedef struct ctls_server ctls_server;
/// The TLS of one connection.
typedef struct ctls_session ctls_session;

/// Makes a certificate authority and a certificate for a server, signed by it. `names` are addresses and host names as
/// OpenSSL writes them, `IP:127.0.0.1,DNS:localhost`. The authority's certificate is written to `authority` as PEM; its
/// key is forgotten. NULL when that fails.
ctls_server *ctls_make_server(const char *names, char *authority, size_t size);
void ctls_free_server(ctls_server *server);

/// Begins a connection; NULL when there is no memory.
ctls_session *ctls_open(ctls_server *server);
void ctls_free(ctls_session *session);

/// Takes bytes that came over the connection. 0 when there is no memory.
int ctls_feed(ctls_session *session, const uint8_t *bytes, size_t count);
/// Gives bytes that are to be sent over the connection; 0 when there are none.
size_t ctls_take(ctls_session *session, uint8_t *bytes, size_t capacity);

enum { CTLS_WAITS = 0, CTLS_ENDED = -1, CTLS_BROKEN = -2 };

/// Gives bytes the client has said: how many, CTLS_WAITS until more is fed, CTLS_ENDED when the client has said that
/// it is done, CTLS_BROKEN after an error.
int ctls_read(ctls_session *session, uint8_t *bytes, size_t capacity);
/// Says bytes to the client. CTLS_BROKEN after an error, CTLS_WAITS before both sides know each other.
int ctls_write(ctls_session *session, const uint8_t *bytes, size_t count);
/// Says that the server is done.
void ctls_end(ctls_session *session);

/// The last error of this thread in words.
void ctls_last_error(char *text, size_t size);

#endif
