#include "linux.h"
static int dense(int n) {
    switch (n) {
    case 0: return 7;
    case 1: return 9;
    case 2: return -4;
    case 3: return 1;
    case 4: return 88;
    case 5: return 13;
    case 6: return dense(2) * 3;
    case 7: return 2;
    default: return -1;
    }
}
static const char *sparse(long n) {
    switch (n) {
    case -1: return "minus one";
    case 1000: return "thousand";
    case 1L << 40: return "large";
    case 'x': return "letter";
    }
    return "other";
}
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static int mul(int a, int b) { return a * b; }
static int (*const table[])(int, int) = {add, sub, mul};
int main(int argc, char **argv, char **envp) {
    for (int i = -1; i < 10; i++) {
        line("dense", dense(i));
    }
    long some[] = {-1, 1000, 1L << 40, 'x', 0};
    for (int i = 0; i < 5; i++) {
        print(sparse(some[i]));
        print("\n");
    }
    for (int i = 0; i < 9; i++) {
        line("table", table[i % 3](i * 7, 5 - i));
    }
    return dense(5);
}
