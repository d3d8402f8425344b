// 128-bit integers: pairs of registers, carries, and libgcc's multiplication and division.
#include "support.h"

typedef __int128 wide;
typedef unsigned __int128 plain;

static void print(const char *name, plain v) {
    put_text(name), put_text(" = ");
    char digits[40];
    int n = 0;
    do {
        digits[n++] = '0' + (int) (v % 10);
        v /= 10;
    } while (v);
    while (n) put_char(digits[--n]);
    put_char('\n');
}

static plain power(plain base, unsigned n) {
    plain result = 1;
    for (; n; n >>= 1, base *= base) {
        if (n & 1) result *= base;
    }
    return result;
}

static plain greatest(plain a, plain b) {
    while (b) {
        plain t = a % b;
        a = b;
        b = t;
    }
    return a;
}

int main(void) {
    plain a = (plain) any(0x123456789abcdef) << 60 | any(77), b = any(1000000007);
    print("a", a);
    print("a + b", a + b);
    print("b - a", b - a);
    print("a * b", a * b);
    print("a / b", a / b);
    print("a % b", a % b);
    print("3^80", power(any(3), 80));
    print("factor", greatest(power(any(6), 40), power(10, any(30))));
    wide n = -(wide) a;
    show("n / 12345", (long) (n / 12345 >> 40));
    show("n % 1000", (long) (n % 1000));
    show("n >> 65", (long) (n >> any(65)));
    show("order", (n < 0) + 2 * (n < (wide) b) + 4 * ((plain) n > a) + 8 * (n == -n));
    show_double("as double", (double) n);
    show_double("as double", (double) a);
    print("from double", (plain) any_double(1e30));
    show("clz", __builtin_clzl((unsigned long) (a >> 64)));
    return (int) (a % 101);
}
