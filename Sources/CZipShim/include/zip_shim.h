// Compression for answers of HTTP. zlib is loaded when the first long answer is compressed, so that programs which
// serve nothing do without; where a machine has none, answers stay as they are.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Writes `size` bytes as gzip, quickly rather than small.
///
/// @return how many bytes were written to `result`, or 0 where they don't fit or there is no zlib.
size_t czip_write(const uint8_t *bytes, size_t size, uint8_t *result, size_t capacity);
