// Functions so long that branches do not reach: turned around a jump; calls over much code in between.
#include "support.h"

#define STEP x = x * 0x9e3779b97f4a7c15 + (x >> 29); if (x & 1 << 20) y ^= x; table[x & 7] += y;
#define STEPS_10 STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP
#define STEPS_50 STEPS_10 STEPS_10 STEPS_10 STEPS_10 STEPS_10

static unsigned long table[8];

__attribute__((noinline)) static unsigned long forward(unsigned long x, int skip) {
    unsigned long y = 1;
    if (skip > 5) goto out;
    STEPS_50
    if (skip == 3) goto out;
    STEPS_50
out:
    return x ^ y;
}

__attribute__((noinline)) static unsigned long backward(unsigned long x, unsigned n) {
    unsigned long y = 2;
    for (; n < 1000; n += 300) {
        if (n == 400) continue;
        STEPS_50
        if (y == 0) break;
        STEPS_50
    }
    return x + y;
}

__attribute__((noinline)) static double on_floats(double d, unsigned long x) {
    unsigned long y = 3;
    if (d < 2.5) {
        STEPS_50
        d += x & 15;
    } else if (d != 7) {
        STEPS_50
        d -= y & 15;
    }
    return d;
}

int main(void) {
    show_bits("none", forward(any(1), any(9)));
    show_bits("half", forward(any(2), any(3)));
    show_bits("all", forward(any(3), any(0)));
    show_bits("back", backward(any(4), any(100)));
    show_bits("skipped", backward(any(5), any(400)));
    show_double("less", on_floats(any_double(1), 6));
    show_double("more", on_floats(any_double(3), 7));
    show_double("seven", on_floats(any_double(7), 8));
    unsigned long all = 0;
    for (int i = 0; i < 8; i++) all = all * 31 + table[i];
    show_bits("table", all);
    return all & 127;
}
