// Recursion: Ackermann, Fibonacci, permutations, queens, and two functions that call each other.
#include "support.h"

static unsigned ackermann(unsigned m, unsigned n) {
    return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

static int is_odd(unsigned n);
static int is_even(unsigned n) { return n == 0 || is_odd(n - 1); }
static int is_odd(unsigned n) { return n != 0 && is_even(n - 1); }

static int queens(int n, unsigned columns, unsigned left, unsigned right) {
    unsigned all = (1u << n) - 1;
    if (columns == all) return 1;
    int found = 0;
    for (unsigned free = all & ~(columns | left | right); free; free &= free - 1) {
        unsigned here = free & -free;
        found += queens(n, columns | here, (left | here) << 1, (right | here) >> 1);
    }
    return found;
}

static void permute(char *s, int from, int n) {
    if (from == n) {
        put_text(s), put_char(' ');
        return;
    }
    for (int i = from; i < n; i++) {
        char c = s[from];
        s[from] = s[i], s[i] = c;
        permute(s, from + 1, n);
        s[i] = s[from], s[from] = c;
    }
}

static long gcd(long a, long b) { return b ? gcd(b, a % b) : a; }

int main(void) {
    show("ackermann", ackermann(2, any(9)));
    show("fibonacci", fibonacci(any(15)));
    show("even", is_even(any(101)) + 2 * is_odd(any(77)));
    show("queens", queens(any(6), 0, 0, 0));
    show("gcd", gcd(any(1071 * 1000003L), any(462 * 1000003L)));
    char letters[] = "abcd";
    permute(letters, 0, 4);
    put_char('\n');
    return fibonacci(any(11));
}
