/* Copies 64 MiB in words of 8 bytes; 16 rounds copy all of it, and the next 16 back. */
#include "guest.h"

enum { WORDS = 64 << 20 >> 3, ROUNDS = 16 };

static u64 memory[2][WORDS];

void prepare(void) {
    u64 seed = 1;
    for (u32 i = 0; i < WORDS; i += 64) {
        memory[0][i] = next_random(&seed);
    }
}

u64 work(u64 round) {
    u32 begin = (u32)(round % ROUNDS) * (WORDS / ROUNDS);
    u64 pass = round / ROUNDS;
    const u64 *restrict from = memory[pass & 1] + begin;
    u64 *restrict to = memory[~pass & 1] + begin;
    for (u32 i = 0; i < WORDS / ROUNDS; i += 4) {
        u64 a = from[i], b = from[i + 1], c = from[i + 2], d = from[i + 3];
        to[i] = a;
        to[i + 1] = b;
        to[i + 2] = c;
        to[i + 3] = d;
    }
    to[pass] ^= round;
    return to[(round & 1023) << 6];
}
