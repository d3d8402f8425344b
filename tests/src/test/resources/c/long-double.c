// Long doubles of 128 bits: everything is a call of libgcc, found in the archive.
#include "support.h"

static void print(const char *name, long double x) {
    unsigned long halves[2];
    memcpy(halves, &x, sizeof halves);
    put_text(name), put_char(' ');
    put_bits(halves[1]), put_char(' ');
    put_bits(halves[0]), put_char('\n');
}

__attribute__((noinline)) static long double root(long double x) {
    long double guess = x / 2;
    for (int i = 0; i < 12; i++) guess = (guess + x / guess) / 2;
    return guess;
}

int main(void) {
    long double third = 1.0L / any(3), tiny = 1e-4940L * any_double(1e-10);
    print("third", third);
    print("root", root(any(2)));
    print("product", third * any(-7));
    print("difference", third - any_double(0.1));
    print("tiny", tiny);
    print("infinite", third / any_double(0));
    show("order", (third < 1) + 2 * (third >= tiny) + 4 * (third == third * 3 / 3) + 8 * (tiny != 0));
    show("long", (long) (root(any(2)) * 1000000000000000L));
    show("unsigned", (unsigned) (third * any(9000000000)));
    show_double("double", third);
    show_float("float", third);
    print("from unsigned", (unsigned long) any(-1));
    print("from float", any_float(0.1f));
    long double harmonic = 0;
    for (int i = 1; i < 50; i++) harmonic += 1.0L / i;
    print("harmonic", harmonic);
    return (int) (harmonic * 10);
}
