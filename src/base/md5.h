/* MD5 (RFC 1321): what PDF asks for as the checksum of an attached file.
 *
 * It guards against damage, never against a forger: for that, base/blake2. */
#ifndef BASE_MD5_H
#define BASE_MD5_H

#include "base/text.h"

enum { MD5_SIZE = 16 };

void md5(struct text data, unsigned char digest[MD5_SIZE]);

#endif
