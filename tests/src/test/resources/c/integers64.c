// 64-bit integers: the ring modulo 2^64, shifts of both kinds, comparisons as values.
#include "support.h"

static const long samples[] = {0, 1, -1, 2, 10, -10, 2047, 2048, -2048, -2049, 0x7fffffff, -0x80000000L,
                               0x123456789abcdef0, INT64_MAX, INT64_MIN};

int main(void) {
    unsigned long sum = 0, product = 1, mixed = 0;
    int less = 0, below = 0, same = 0;
    for (unsigned i = 0; i < sizeof samples / sizeof *samples; i++) {
        for (unsigned j = 0; j < sizeof samples / sizeof *samples; j++) {
            unsigned long a = samples[i], b = samples[j];
            sum = sum * 31 + (a + b) - (a << (b & 63)) + ((long) a >> (b & 63)) + (a >> (j & 63));
            product = product * 7 + a * b;
            mixed ^= ((a & b) | (a ^ ~b)) + (~a & b) + (a | ~b);
            less += (long) a < (long) b;
            below += a < b;
            same += a == b;
        }
    }
    show_bits("sum", sum);
    show_bits("product", product);
    show_bits("mixed", mixed);
    show("less", less);
    show("below", below);
    show("same", same);
    long x = any(0x0123456789abcdef);
    show_bits("x + 2047", x + 2047);
    show_bits("x + 2048", x + 2048);
    show_bits("x - 2049", x - 2049);
    show_bits("x ^ far", x ^ 0x5555aaaa5555aaaaL);
    show_bits("x & low 32", x & 0xffffffffL);
    show_bits("x & low 16", x & 0xffff);
    show_bits("x * 3 + 9 * x + 5 * x", x * 3 + 9 * x + 5 * x);
    show("0 if so", !!x);
    show("minimum", x < 5 ? x : 5);
    return less == below;
}
