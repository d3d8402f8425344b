// Infinities, NaNs, signed zeros: comparisons that are false, bits that survive, fused multiply-add, classes.
#include "support.h"

static unsigned long flags(void) {
    unsigned long f;
    __asm__ volatile("csrrw %0, fflags, zero" : "=r"(f) : : "memory");
    return f;
}

static int class_of(double x) {
    int c;
    __asm__("fclass.d %0, %1" : "=r"(c) : "f"(x));
    return c;
}

int main(void) {
    double zero = any_double(0.0), one = any_double(1.0);
    double infinity = one / zero, nan = zero / zero;
    show_bits("flags", flags());
    double all[] = {zero, -zero, one, infinity, -infinity, nan, -nan, __builtin_nan("0x123"), 1e-310};
    for (int i = 0; i < 9; i++) {
        double x = all[i];
        show_double("x", x);
        show("class", class_of(x));
        show("order", (x < one) + 2 * (x > one) + 4 * (x == x) + 8 * (x != one) + 16 * !(x >= zero));
        show("quiet", __builtin_isless(x, one) + 2 * __builtin_isunordered(x, one) + 4 * __builtin_islessgreater(x, one));
        show("signed", !!__builtin_signbit(x));
        show_double("copysign", __builtin_copysign(x, -one));
        show_float("as float", x);
        show_double("x - x", x - x);
        show_double("-x", -x);
    }
    flags();
    show_double("fma", __builtin_fma(any_double(1 + 0x1p-30), any_double(1 - 0x1p-30), -one));
    show_double("not fused", any_double(any_double(1 + 0x1p-30) * any_double(1 - 0x1p-30)) - one);
    show_float("fmaf", __builtin_fmaf(any_float(3), any_float(0x1.555556p-2f), any_float(-1)));
    show_bits("inexact", flags());
    show_double("1e308 * 10", any_double(1e308) * 10);
    show_bits("overflow", flags());
    return class_of(any_double(-1));
}
