// Conversions between integers and floating-point numbers: toward zero, and to the nearest.
#include "support.h"

static const double samples[] = {0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 1e9 + 0.5, -2147483648.0, 4294967295.0, 1e18, -1e18};
static const long whole[] = {0, 1, -1, 16777217, -16777219, 9007199254740993, INT64_MAX, INT64_MIN, 0x123456789abcdef};

int main(void) {
    for (int i = 0; i < 11; i++) {
        double d = samples[i];
        put_number((long) d), put_char(' ');
        if (d > -2147483649.0 && d < 2147483648.0) put_number((int) d), put_char(' ');
        if (d >= 0 && d < 4294967296.0) put_number((unsigned) d), put_char(' ');
        if (d >= 0) put_bits((unsigned long) d), put_char(' ');
        put_number((long) (float) d), put_char('\n');
    }
    for (int i = 0; i < 9; i++) {
        long w = whole[i];
        show_double("d(long)", w);
        show_double("d(unsigned long)", (unsigned long) w);
        show_double("d(int)", (int) w);
        show_double("d(unsigned)", (unsigned) w);
        show_float("f(long)", w);
        show_float("f(unsigned long)", (unsigned long) w);
        show_float("f(int)", (int) w);
        show_float("f(short)", (short) w);
        show_float("f(unsigned char)", (unsigned char) w);
    }
    show_float("narrowed", (float) any_double(1.0000001));
    show_double("widened", any_float(0.1f));
    show("short", (short) any_double(-300.9));
    show("unsigned char", (unsigned char) any_double(200.9));
    show("bool", (_Bool) any_double(0.25));
    show("rounded", __builtin_lrint(any_double(2.5)) + 10 * __builtin_lround(any_double(2.5)));
    return (int) any_double(77.9);
}

/* Where GCC has no instruction for it, or may not use it because of errno. */
long lrint(double x) {
    long result;
    __asm__ volatile("fcvt.l.d %0, %1" : "=r"(result) : "f"(x));
    return result;
}

long lround(double x) {
    long result;
    __asm__ volatile("fcvt.l.d %0, %1, rmm" : "=r"(result) : "f"(x));
    return result;
}
