// Bits: counted, found, mirrored, rotated; with Zbb one instruction each, else a loop or a call of libgcc.
#include "support.h"

static unsigned long rotate(unsigned long x, int n) { return x << (n & 63) | x >> (-n & 63); }
static uint32_t rotate32(uint32_t x, int n) { return x >> (n & 31) | x << (-n & 31); }

static unsigned long mirror(unsigned long x) {
    unsigned long y = 0;
    for (int i = 0; i < 64; i++) y = y << 1 | (x >> i & 1);
    return y;
}

int main(void) {
    static const unsigned long values[] = {1, 2, 0x80, 0xff00, 0x80000000, 0xffffffff, 0x123456789abcdef0, 1UL << 63, ~0UL};
    long hash = 0;
    for (int i = 0; i < 9; i++) {
        unsigned long v = any(values[i]);
        put_number(__builtin_clzl(v)), put_char(' ');
        put_number(__builtin_ctzl(v)), put_char(' ');
        put_number(__builtin_popcountl(v)), put_char(' ');
        put_number(__builtin_popcount(v)), put_char(' ');
        put_number(__builtin_parityl(v)), put_char(' ');
        put_number(__builtin_ffsl(v)), put_char(' ');
        put_number(__builtin_clrsbl(v)), put_char(' ');
        put_bits(__builtin_bswap64(v)), put_char(' ');
        put_bits(__builtin_bswap32(v)), put_char(' ');
        put_bits(__builtin_bswap16(v)), put_char(' ');
        put_bits(rotate(v, i * 9)), put_char(' ');
        put_bits(rotate32(v, i * 5)), put_char(' ');
        put_bits(mirror(v)), put_char('\n');
        hash = hash * 5 + (v & ~(unsigned long) hash) + ((v | 1UL << (i * 7)) ^ ~v) + (v & -v);
        hash += (v & ~(1UL << i)) + (v >> (i * 3) & 1) + (uint32_t) v * 4UL + (long) (int) v * 8;
        hash = (long) hash > (long) v ? hash : (long) v;
    }
    show_bits("hash", hash);
    uint32_t w = any(0x00f0);
    show("clz 32", __builtin_clz(w));
    show("ctz 32", __builtin_ctz(w));
    show("sign of byte", (int8_t) any(0x80));
    show("sign of half", (int16_t) any(0x8000));
    show("zero of half", (uint16_t) any(-1));
    return hash & 63;
}
