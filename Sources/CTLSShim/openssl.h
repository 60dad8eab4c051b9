// OpenSSL, looked up when the first server is made. Loading its libraries takes a tenth of the time in which a command
// may come and go, and commands need none of them.
#ifndef STSCTL_OPENSSL_H
#define STSCTL_OPENSSL_H

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Every function that is called, by its own name; what is a macro in OpenSSL stands for one of them.
#define OPENSSL_FUNCTIONS(X) \
    X(ASN1_INTEGER_set_uint64) X(BIO_free) X(BIO_new) X(BIO_read) X(BIO_read_ex) X(BIO_s_mem) X(BIO_write_ex) \
    X(CRYPTO_free) X(CRYPTO_malloc) X(CRYPTO_zalloc) X(ERR_clear_error) X(ERR_error_string_n) X(ERR_peek_last_error) \
    X(EVP_PKEY_Q_keygen) X(EVP_PKEY_free) X(EVP_sha256) X(PEM_write_bio_X509) X(RAND_bytes) X(SSL_CTX_ctrl) \
    X(SSL_CTX_free) X(SSL_CTX_new) X(SSL_CTX_set_alpn_select_cb) X(SSL_CTX_set_options) X(SSL_CTX_use_PrivateKey) \
    X(SSL_CTX_use_certificate) X(SSL_free) X(SSL_get_error) X(SSL_is_init_finished) X(SSL_new) X(SSL_read) \
    X(SSL_select_next_proto) X(SSL_set_accept_state) X(SSL_set_bio) X(SSL_shutdown) X(SSL_write) \
    X(TLS_server_method) X(X509V3_EXT_conf_nid) X(X509V3_set_ctx) X(X509_EXTENSION_free) \
    X(X509_NAME_add_entry_by_txt) X(X509_add_ext) X(X509_free) X(X509_get_serialNumber) X(X509_get_subject_name) \
    X(X509_getm_notAfter) X(X509_getm_notBefore) X(X509_gmtime_adj) X(X509_new) X(X509_set_issuer_name) \
    X(X509_set_pubkey) X(X509_set_version) X(X509_sign)

struct openssl {
#define OPENSSL_FIELD(name) __typeof__(&name) name;
    OPENSSL_FUNCTIONS(OPENSSL_FIELD)
#undef OPENSSL_FIELD
};

extern struct openssl openssl;

/// Finds the functions, once in a process; 0 when the libraries are missing or lack one, which `openssl_failure` names.
int openssl_load(void);
const char *openssl_failure(void);

#ifndef STSCTL_OPENSSL_LOADS
#define ASN1_INTEGER_set_uint64 openssl.ASN1_INTEGER_set_uint64
#define BIO_free openssl.BIO_free
#define BIO_new openssl.BIO_new
#define BIO_read openssl.BIO_read
#define BIO_read_ex openssl.BIO_read_ex
#define BIO_s_mem openssl.BIO_s_mem
#define BIO_write_ex openssl.BIO_write_ex
#define CRYPTO_free openssl.CRYPTO_free
#define CRYPTO_malloc openssl.CRYPTO_malloc
#define CRYPTO_zalloc openssl.CRYPTO_zalloc
#define ERR_clear_error openssl.ERR_clear_error
#define ERR_error_string_n openssl.ERR_error_string_n
#define ERR_peek_last_error openssl.ERR_peek_last_error
#define EVP_PKEY_Q_keygen openssl.EVP_PKEY_Q_keygen
#define EVP_PKEY_free openssl.EVP_PKEY_free
#define EVP_sha256 openssl.EVP_sha256
#define PEM_write_bio_X509 openssl.PEM_write_bio_X509
#define RAND_bytes openssl.RAND_bytes
#define SSL_CTX_ctrl openssl.SSL_CTX_ctrl
#define SSL_CTX_free openssl.SSL_CTX_free
#define SSL_CTX_new openssl.SSL_CTX_new
#define SSL_CTX_set_alpn_select_cb openssl.SSL_CTX_set_alpn_select_cb
#define SSL_CTX_set_options openssl.SSL_CTX_set_options
#define SSL_CTX_use_PrivateKey openssl.SSL_CTX_use_PrivateKey
#define SSL_CTX_use_certificate openssl.SSL_CTX_use_certificate
#define SSL_free openssl.SSL_free
#define SSL_get_error openssl.SSL_get_error
#define SSL_is_init_finished openssl.SSL_is_init_finished
#define SSL_new openssl.SSL_new
#define SSL_read openssl.SSL_read
#define SSL_select_next_proto openssl.SSL_select_next_proto
#define SSL_set_accept_state openssl.SSL_set_accept_state
#define SSL_set_bio openssl.SSL_set_bio
#define SSL_shutdown openssl.SSL_shutdown
#define SSL_write openssl.SSL_write
#define TLS_server_method openssl.TLS_server_method
#define X509V3_EXT_conf_nid openssl.X509V3_EXT_conf_nid
#define X509V3_set_ctx openssl.X509V3_set_ctx
#define X509_EXTENSION_free openssl.X509_EXTENSION_free
#define X509_NAME_add_entry_by_txt openssl.X509_NAME_add_entry_by_txt
#define X509_add_ext openssl.X509_add_ext
#define X509_free openssl.X509_free
#define X509_get_serialNumber openssl.X509_get_serialNumber
#define X509_get_subject_name openssl.X509_get_subject_name
#define X509_getm_notAfter openssl.X509_getm_notAfter
#define X509_getm_notBefore openssl.X509_getm_notBefore
#define X509_gmtime_adj openssl.X509_gmtime_adj
#define X509_new openssl.X509_new
#define X509_set_issuer_name openssl.X509_set_issuer_name
#define X509_set_pubkey openssl.X509_set_pubkey
#define X509_set_version openssl.X509_set_version
#define X509_sign openssl.X509_sign
#endif

#endif
