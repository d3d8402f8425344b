// Division: by nothing, by constants, of the least number, and the signs of remainders.
#include "support.h"

static long quotient(long a, long b) {
    long q;
    __asm__ volatile("div %0, %1, %2" : "=r"(q) : "r"(a), "r"(b));
    return q;
}

static int remainder32(int a, int b) {
    int r;
    __asm__ volatile("remw %0, %1, %2" : "=r"(r) : "r"(a), "r"(b));
    return r;
}

int main(void) {
    static const long values[] = {0, 1, -1, 7, -7, 1000000007, INT64_MAX, INT64_MIN, 0x123456789abcdef};
    for (int i = 0; i < 9; i++) {
        long v = any(values[i]);
        put_number(v / 3), put_char(' ');
        put_number(v % 3), put_char(' ');
        put_number(v / -7), put_char(' ');
        put_number(v / 8), put_char(' ');
        put_number(v % 8), put_char(' ');
        put_number(v / 1000000), put_char(' ');
        put_bits((unsigned long) v / 10), put_char(' ');
        put_number((int) v / 10), put_char(' ');
        put_number((unsigned) v % 641), put_char(' ');
        put_number((short) v / 5), put_char('\n');
    }
    show("1 / 0", quotient(any(1), any(0)));
    show("least / -1", quotient(any(INT64_MIN), any(-1)));
    show("5 % 0", remainder32(any(5), any(0)));
    show("least32 % -1", remainder32(any(INT32_MIN), any(-1)));
    show("-7 / 2", any(-7) / any(2));
    show("-7 % 2", any(-7) % any(2));
    show("7 % -2", any(7) % any(-2));
    show_bits("unsigned", (unsigned long) any(-7) / any(2));
    show("unsigned 32", (unsigned) any(-7) / (unsigned) any(2));
    return quotient(any(100), any(7));
}
