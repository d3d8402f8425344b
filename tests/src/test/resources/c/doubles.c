// Doubles: arithmetic, comparisons, a root by Newton's steps, a sum of a series.
#include "support.h"

static const double samples[] = {0.0, -0.0, 1.0, -1.5, 3.141592653589793, 1e-308, 4.9e-324, 1e308, 0.1};

static double root(double x) {
    double guess = x;
    for (int i = 0; i < 40; i++) guess = 0.5 * (guess + x / guess);
    return guess;
}

static double horner(double x) {
    static const double factors[] = {1, 1, 0.5, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720};
    double y = 0;
    for (int i = 6; i >= 0; i--) y = y * x + factors[i];
    return y;
}

int main(void) {
    int less = 0, most = 0, same = 0, unlike = 0;
    for (int i = 0; i < 9; i++) {
        for (int j = 0; j < 9; j++) {
            double a = samples[i], b = samples[j];
            less += a < b;
            most += a <= b;
            same += a == b;
            unlike += a != b;
            if ((i + j) % 4 == 0) {
                show_double("+", a + b);
                show_double("-", a - b);
                show_double("*", a * b);
                show_double("/", a / b);
            }
        }
    }
    show("less", less);
    show("at most", most);
    show("equal", same);
    show("unequal", unlike);
    show_double("root", root(any_double(2)));
    show_double("sqrt", __builtin_sqrt(any_double(2.0) + 0.0) + __builtin_fabs(any_double(-3)));
    show_double("horner", horner(any_double(1)));
    double harmonic = 0;
    for (int n = 1000; n > 0; n--) harmonic += 1.0 / n;
    show_double("harmonic", harmonic);
    return (int) (harmonic * 10);
}

/* Called where the argument may be negative, which it never is. */
double sqrt(double x) { return root(x); }
