// A sparse switch: a tree of comparisons; cases of 64 bits, ranges, negative ones, and a switch in a switch.
#include "support.h"

static int kind(long n) {
    switch (n) {
        case -1000000: return 1;
        case -5: return 2;
        case 0: return 3;
        case 100 ... 199: return 4;
        case 5000: return 5;
        case 0x7fffffff: return 6;
        case 0x100000000: return 7;
        case 0x7fffffffffffffff: return 8;
        case -0x7fffffffffffffff - 1: return 9;
        default: return 0;
    }
}

static int two(int a, char b) {
    switch (a) {
        case 1:
            switch (b) {
                case 'a': return 11;
                case 'z': return 12;
                default: return 13;
            }
        case 400:
            switch (b) {
                case 'q': a += 5; break;
                case 'r': goto far;
            }
            return a;
        case 90000:
        far:
            return 99;
    }
    return -1;
}

int main(void) {
    static const long values[] = {-1000000, -5, 0, 1, 99, 100, 150, 199, 200, 5000, 0x7fffffff, 0x100000000, INT64_MAX,
                                  INT64_MIN, -6};
    for (int i = 0; i < 15; i++) put_number(kind(any(values[i]))), put_char(' ');
    put_char('\n');
    static const int as[] = {1, 400, 90000, 7};
    for (int i = 0; i < 4; i++)
        for (const char *b = "azqr"; *b; b++) put_number(two(any(as[i]), *b)), put_char(' ');
    put_char('\n');
    return kind(any(5000));
}
