/* SHA-256 (FIPS 180-4) of 64 KiB a round, chained: each round's text begins with the digest of the one before. */
#include "guest.h"

enum { TEXT = 1 << 16, BLOCK = 64 };

static const u32 constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static const u32 first[8] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static u8 text[TEXT + BLOCK];

static inline u32 rotate(u32 word, int places) {
    return word >> places | word << (32 - places);
}

static inline u32 big_endian(const u8 *bytes) {
    return (u32)bytes[0] << 24 | (u32)bytes[1] << 16 | (u32)bytes[2] << 8 | bytes[3];
}

static void compress(u32 hash[8], const u8 *block) {
    u32 w[64];
    for (int t = 0; t < 16; t++) {
        w[t] = big_endian(block + 4 * t);
    }
    for (int t = 16; t < 64; t++) {
        u32 s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
        u32 s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    u32 a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7];
    for (int t = 0; t < 64; t++) {
        u32 t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[t] + w[t];
        u32 t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    hash[0] += a;
    hash[1] += b;
    hash[2] += c;
    hash[3] += d;
    hash[4] += e;
    hash[5] += f;
    hash[6] += g;
    hash[7] += h;
}

/* Of a text whose length in bytes is a multiple of the block's; the block behind it is overwritten. */
static void sha256(u32 hash[8], u8 *bytes, u64 length) {
    for (int i = 0; i < 8; i++) {
        hash[i] = first[i];
    }
    u8 *last = bytes + length;
    for (int i = 0; i < BLOCK; i++) {
        last[i] = i == 0 ? 0x80 : i < 56 ? 0 : (u8)(8 * length >> 8 * (63 - i));
    }
    for (u64 at = 0; at <= length; at += BLOCK) {
        compress(hash, bytes + at);
    }
}

/* The digest of no text is known. */
void prepare(void) {
    u32 hash[8];
    sha256(hash, text, 0);
    if (hash[0] != 0xe3b0c442 || hash[7] != 0x7852b855) {
        fail("this is not SHA-256");
    }
}

u64 work(u64 round) {
    u32 hash[8];
    sha256(hash, text, TEXT);
    for (int i = 0; i < 8; i++) {
        text[4 * i] = (u8)hash[i];
        text[4 * i + 1] = (u8)(hash[i] >> 8);
        text[4 * i + 2] = (u8)(hash[i] >> 16);
        text[4 * i + 3] = (u8)(hash[i] >> 24);
    }
    return ((u64)hash[0] << 32 | hash[7]) + round;
}
