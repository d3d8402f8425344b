// A variable number of arguments: in registers, on the stack, pairs of registers, copied lists.
#include "support.h"

static void print(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    for (; *format; format++) {
        if (*format != '%') {
            put_char(*format);
            continue;
        }
        switch (*++format) {
            case 'd': put_number(va_arg(arguments, int)); break;
            case 'l': put_number(va_arg(arguments, long)); break;
            case 'x': put_bits(va_arg(arguments, unsigned long)); break;
            case 's': put_text(va_arg(arguments, const char *)); break;
            case 'c': put_char(va_arg(arguments, int)); break;
            case 'f': put_number((long) (va_arg(arguments, double) * 1000)); break;
            default: put_char(*format);
        }
    }
    va_end(arguments);
}

struct point { long x, y; };
struct box { long a[4]; };

__attribute__((noinline)) static long total(int n, ...) {
    va_list one, two;
    va_start(one, n);
    va_copy(two, one);
    long sum = 0;
    for (int i = 0; i < n; i++) sum += va_arg(one, long);
    for (int i = 0; i < n; i++) sum = sum * 3 + va_arg(two, long);
    va_end(two);
    va_end(one);
    return sum;
}

__attribute__((noinline)) static long structs(int n, ...) {
    va_list list;
    va_start(list, n);
    struct point p = va_arg(list, struct point);
    struct box b = va_arg(list, struct box);
    double d = va_arg(list, double);
    __int128 big = va_arg(list, __int128);
    va_end(list);
    return n + p.x - p.y + b.a[3] + (long) d + (long) (big >> 64);
}

int main(void) {
    print("%d %l %x %s %c %f %%\n", (int) any(-5), any(1L << 40), any(-1), "text", 'q', any_double(2.75));
    print("%d%d%d%d%d%d%d%d%d%d\n", 1, 2, 3, 4, 5, 6, 7, 8, 9, (int) any(0));
    print("%f %d %f %d %f %d %f %d %f\n", 1.5, 1, 2.5, 2, 3.5, 3, 4.5, 4, any_double(5.5));
    show("total", total(10, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, any(10)));
    show("none", total(0));
    struct point p = {any(5), 3};
    struct box b = {{1, 2, 3, any(4)}};
    show("structs", structs(1, p, b, 9.5, (__int128) any(6) << 64));
    return 0;
}
