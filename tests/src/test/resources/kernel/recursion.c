#include "linux.h"
static long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static long ackermann(long m, long n) {
    return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
static int moves;
static void hanoi(int n, int from, int to, int over) {
    if (n > 0) {
        hanoi(n - 1, from, over, to);
        moves++;
        hanoi(n - 1, over, to, from);
    }
}
int main(int argc, char **argv, char **envp) {
    line("fib", fib(18));
    line("ackermann", ackermann(2, 60));
    hanoi(12, 0, 2, 1);
    line("hanoi", moves);
    return fib(10);
}
