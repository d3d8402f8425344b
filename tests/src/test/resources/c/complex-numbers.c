// Complex numbers: two registers each; products and quotients by libgcc, which minds infinities.
#include "support.h"

static void print(const char *name, double _Complex z) {
    put_text(name), put_char(' ');
    show_double("re", __real__ z);
    show_double("   im", __imag__ z);
}

__attribute__((noinline)) static double _Complex square(double _Complex z) { return z * z; }
__attribute__((noinline)) static float _Complex turn(float _Complex z) { return z * 1.0if; }

static int escape(double _Complex c) {
    double _Complex z = 0;
    int n = 0;
    while (n < 40 && __real__ z * __real__ z + __imag__ z * __imag__ z < 4) z = square(z) + c, n++;
    return n;
}

int main(void) {
    double _Complex a = any_double(3) + any_double(4) * 1.0i, b = 1 - 2.0i;
    print("sum", a + b);
    print("product", a * b);
    print("quotient", a / b);
    print("conjugate", ~a);
    print("by zero", a / any_double(0));
    print("infinite", (any_double(__builtin_inf()) + 1.0i) * a);
    float _Complex f = turn(any_float(1) + any_float(2) * 1.0if);
    show_float("re", __real__ f);
    show_float("im", __imag__ f);
    show("equal", (a == b) + 2 * (a == ~~a));
    for (int y = -4; y <= 4; y++) {
        for (int x = -12; x <= 4; x++) put_char(" .:-=+*#%@"[escape(x / 6.0 + y / 4.0 * 1.0i) / 4 % 10]);
        put_char('\n');
    }
    return escape(any_double(0.3) + 0.5i);
}
