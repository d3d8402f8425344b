// Arrays of variable length and alloca: a frame that is known only when it runs, aligned further than the stack.
#include "support.h"

__attribute__((noinline)) static long sieve(int n) {
    char composite[n + 1];
    long sum = 0;
    memset(composite, 0, n + 1);
    for (int i = 2; i <= n; i++) {
        if (composite[i]) continue;
        sum += i;
        for (int j = i * 2; j <= n; j += i) composite[j] = 1;
    }
    return sum;
}

__attribute__((noinline)) static long binomial(int n, int k) {
    long rows[n + 1][k + 1];
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= k; j++) rows[i][j] = j == 0 || i == j ? 1 : i < j ? 0 : rows[i - 1][j - 1] + rows[i - 1][j];
    return rows[n][k];
}

__attribute__((noinline)) static int chain(int n) {
    struct link { struct link *next; int value; } *head = 0;
    for (int i = 0; i < n; i++) {
        struct link *l = __builtin_alloca(sizeof *l);
        l->next = head, l->value = i, head = l;
    }
    int sum = 0;
    for (; head; head = head->next) sum = sum * 2 + head->value;
    return sum;
}

__attribute__((noinline)) static long aligned(int n) {
    char block[64] __attribute__((aligned(64)));
    char rest[n];
    memset(rest, n, n);
    memcpy(block, rest, 64);
    return (long) block % 64 * 1000 + block[63];
}

int main(void) {
    show("sieve", sieve(any(5000)));
    show("binomial", binomial(any(40), any(20)));
    show("chain", chain(any(12)));
    show("aligned", aligned(any(70)));
    int total = 0;
    for (int i = 1; i < 6; i++) {
        int each[i * 10];
        each[i] = i;
        total += each[any(i)] + sizeof each;
    }
    return total % 128;
}
