#include "tls_shim.h"

#include <stdio.h>
#include <string.h>
#include "openssl.h"

struct ctls_server {
    SSL_CTX *context;
};

struct ctls_session {
    SSL *ssl;
    BIO *incoming;
    BIO *outgoing;
};

// MARK: Certificates

static int add_extension(X509 *certificate, X509 *issuer, int kind, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
    if (!extension) return 0;
    int is_added = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return is_added;
}

static int set_serial(X509 *certificate) {
    unsigned char bytes[8];
    if (RAND_bytes(bytes, sizeof bytes) != 1) return 0;
    uint64_t number = 0;
    for (size_t i = 0; i < sizeof bytes; i++) number = number << 8 | bytes[i];
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), number >> 1 | 1);
}

// A certificate without extensions and signature. It is valid from an hour ago, so that clocks may differ, for a year.
static X509 *new_certificate(EVP_PKEY *key, const char *name, X509_NAME *issuer) {
    X509 *certificate = X509_new();
    if (!certificate) return NULL;
    X509_NAME *subject = X509_get_subject_name(certificate);
    int is_made = X509_set_version(certificate, 2) && set_serial(certificate)
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -3600)
        && X509_gmtime_adj(X509_getm_notAfter(certificate), 365L * 24 * 3600) && X509_set_pubkey(certificate, key)
        && X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, (const unsigned char *)name, -1, -1, 0)
        && X509_set_issuer_name(certificate, issuer ? issuer : subject);
    if (is_made) return certificate;
    X509_free(certificate);
    return NULL;
}

static X509 *new_authority(EVP_PKEY *key) {
    X509 *authority = new_certificate(key, "stsctl", NULL);
    if (!authority) return NULL;
    int is_made = add_extension(authority, authority, NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        && add_extension(authority, authority, NID_key_usage, "critical,keyCertSign,cRLSign")
        && add_extension(authority, authority, NID_subject_key_identifier, "hash")
        && X509_sign(authority, key, EVP_sha256());
    if (is_made) return authority;
    X509_free(authority);
    return NULL;
}

static X509 *new_leaf(EVP_PKEY *key, X509 *authority, EVP_PKEY *authority_key, const char *names) {
    X509 *leaf = new_certificate(key, "kube-apiserver", X509_get_subject_name(authority));
    if (!leaf) return NULL;
    int is_made = add_extension(leaf, authority, NID_basic_constraints, "critical,CA:FALSE")
        && add_extension(leaf, authority, NID_key_usage, "critical,digitalSignature")
        && add_extension(leaf, authority, NID_ext_key_usage, "serverAuth")
        && add_extension(leaf, authority, NID_subject_key_identifier, "hash")
        && add_extension(leaf, authority, NID_authority_key_identifier, "keyid:always")
        && add_extension(leaf, authority, NID_subject_alt_name, names) && X509_sign(leaf, authority_key, EVP_sha256());
    if (is_made) return leaf;
    X509_free(leaf);
    return NULL;
}

static int write_pem(X509 *certificate, char *text, size_t size) {
    BIO *memory = BIO_new(BIO_s_mem());
    if (!memory) return 0;
    int count = PEM_write_bio_X509(memory, certificate) ? BIO_read(memory, text, (int)size - 1) : -1;
    BIO_free(memory);
    if (count <= 0 || (size_t)count >= size - 1) return 0;
    text[count] = 0;
    return 1;
}

// MARK: The server

// Of the protocols a client offers only HTTP/1.1 is spoken.
static int choose_protocol(
    SSL *ssl, const unsigned char **out, unsigned char *out_length, const unsigned char *in, unsigned int length,
    void *argument) {
    static const unsigned char spoken[] = "\x08http/1.1";
    unsigned char *chosen;
    if (SSL_select_next_proto(&chosen, out_length, spoken, sizeof spoken - 1, in, length) != OPENSSL_NPN_NEGOTIATED) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

static SSL_CTX *new_context(X509 *leaf, EVP_PKEY *key) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (!context) return NULL;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
    if (SSL_CTX_use_certificate(context, leaf) == 1 && SSL_CTX_use_PrivateKey(context, key) == 1) return context;
    SSL_CTX_free(context);
    return NULL;
}

ctls_server *ctls_make_server(const char *names, char *authority_text, size_t size) {
    if (!openssl_load()) return NULL;
    EVP_PKEY *authority_key = EVP_EC_gen("P-256");
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *authority = authority_key ? new_authority(authority_key) : NULL;
    X509 *leaf = authority && key ? new_leaf(key, authority, authority_key, names) : NULL;
    SSL_CTX *context = leaf && write_pem(authority, authority_text, size) ? new_context(leaf, key) : NULL;
    X509_free(leaf);
    X509_free(authority);
    EVP_PKEY_free(key);
    EVP_PKEY_free(authority_key);
    ctls_server *server = context ? OPENSSL_malloc(sizeof *server) : NULL;
    if (server) server->context = context;
    else SSL_CTX_free(context);
    return server;
}

void ctls_free_server(ctls_server *server) {
    if (!server) return;
    SSL_CTX_free(server->context);
    OPENSSL_free(server);
}

// MARK: Connections

ctls_session *ctls_open(ctls_server *server) {
    ctls_session *session = OPENSSL_zalloc(sizeof *session);
    if (!session) return NULL;
    session->ssl = SSL_new(server->context);
    session->incoming = BIO_new(BIO_s_mem());
    session->outgoing = BIO_new(BIO_s_mem());
    if (session->ssl && session->incoming && session->outgoing) {
        SSL_set_bio(session->ssl, session->incoming, session->outgoing);
        SSL_set_accept_state(session->ssl);
        return session;
    }
    BIO_free(session->incoming);
    BIO_free(session->outgoing);
    SSL_free(session->ssl);
    OPENSSL_free(session);
    return NULL;
}

void ctls_free(ctls_session *session) {
    if (!session) return;
    SSL_free(session->ssl);
    OPENSSL_free(session);
}

int ctls_feed(ctls_session *session, const uint8_t *bytes, size_t count) {
    size_t written = 0;
    return count == 0 || (BIO_write_ex(session->incoming, bytes, count, &written) == 1 && written == count);
}

size_t ctls_take(ctls_session *session, uint8_t *bytes, size_t capacity) {
    size_t count = 0;
    return BIO_read_ex(session->outgoing, bytes, capacity, &count) == 1 ? count : 0;
}

static int outcome(ctls_session *session, int result) {
    switch (SSL_get_error(session->ssl, result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return CTLS_WAITS;
    case SSL_ERROR_ZERO_RETURN: return CTLS_ENDED;
    default: return CTLS_BROKEN;
    }
}

int ctls_read(ctls_session *session, uint8_t *bytes, size_t capacity) {
    ERR_clear_error();
    int count = SSL_read(session->ssl, bytes, (int)capacity);
    return count > 0 ? count : outcome(session, count);
}

int ctls_write(ctls_session *session, const uint8_t *bytes, size_t count) {
    ERR_clear_error();
    int written = SSL_write(session->ssl, bytes, (int)count);
    return written > 0 ? written : outcome(session, written);
}

void ctls_end(ctls_session *session) {
    ERR_clear_error();
    if (SSL_is_init_finished(session->ssl)) SSL_shutdown(session->ssl);
}

void ctls_last_error(char *text, size_t size) {
    const char *failure = openssl_failure();
    if (failure) snprintf(text, size, "%s", failure);
    else ERR_error_string_n(ERR_peek_last_error(), text, size);
}
