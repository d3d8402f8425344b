// 32-bit integers in 64-bit registers: results are signed or zeroed again, and wrap.
#include "support.h"

static int32_t signs[] = {0, 1, -1, 46341, -46341, INT32_MAX, INT32_MIN, 0x55555555};
static uint32_t plains[] = {0, 1, 31, 65536, 0x7fffffff, 0x80000000, 0xffffffff, 0xdeadbeef};

static uint32_t collatz(uint32_t n) {
    uint32_t steps = 0;
    while (n != 1) {
        n = n % 2 ? 3 * n + 1 : n / 2;
        steps++;
    }
    return steps;
}

int main(void) {
    uint32_t wrapped = 0;
    long wide = 0;
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
            wrapped = wrapped * 33 + (uint32_t) signs[i] * (uint32_t) signs[j] + (plains[i] << (j * 4)) + (plains[j] >> i);
            wide += (long) signs[i] * signs[j] + (uint64_t) plains[i] * plains[j];
            wide ^= (signs[i] >> j) + (long) (plains[i] - plains[j]);
        }
    }
    show_bits("wrapped", wrapped);
    show_bits("wide", wide);
    uint32_t u = any(0xffffffff);
    int32_t s = any(-1);
    show("u as long", u);
    show("s as long", s);
    show("u + 1", (uint32_t) (u + 1));
    show("u > s as unsigned", u > (uint32_t) s - 1);
    show("index by unsigned", signs[(uint32_t) any(3)]);
    show("collatz", collatz(any(837799)));
    show("negated", -any(5));
    show_bits("rotated", u << 5 | (uint32_t) any(0x12345678) >> 27);
    return wrapped & 0x7f;
}
