// Floating-point arguments: eight in registers, the others in integer registers or on the stack; results too.
#include "support.h"

struct pair { double x, y; };
struct mixed { float f; int i; };
struct one { double d; };
struct three { double a, b, c; };

__attribute__((noinline)) double many(double a, float b, double c, float d, double e, float f, double g, float h, double i,
                                      float j, long k, double l, int m, float n, long o, long p, long q, double r) {
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l + 13 * m + 14 * n
            + 15 * o + 16 * p + 17 * q + 18 * r;
}

__attribute__((noinline)) struct pair turned(struct pair p) { return (struct pair) {-p.y, p.x}; }
__attribute__((noinline)) struct mixed next(struct mixed m) { return (struct mixed) {m.f * 2, m.i + 1}; }
__attribute__((noinline)) struct one inverse(struct one o) { return (struct one) {1 / o.d}; }
__attribute__((noinline)) struct three rolled(struct three t) { return (struct three) {t.c, t.a, t.b}; }
__attribute__((noinline)) float narrow(double d, int n) { return n ? d : -d; }

static double apply(double (*f)(double, double), double a, double b) { return f(a, b); }
static double minus(double a, double b) { return a - b; }

int main(void) {
    show_double("many", many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, any_double(18)));
    struct pair p = turned((struct pair) {any_double(1), 2});
    show_double("x", p.x);
    show_double("y", p.y);
    struct mixed m = next((struct mixed) {any_float(1.25f), any(-8)});
    show_float("f", m.f);
    show("i", m.i);
    show_double("inverse", inverse((struct one) {any_double(8)}).d);
    struct three t = rolled((struct three) {1, any_double(2), 3});
    show_double("a", t.a);
    show_double("b", t.b);
    show_float("narrow", narrow(any_double(0.1), any(0)));
    show_double("apply", apply(any(1) ? minus : 0, 5, 3));
    return 0;
}
