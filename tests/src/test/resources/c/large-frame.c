// Frames of more than 2 KiB: offsets that do not fit 12 bits, saved registers far away, a frame of more than 1 MiB.
#include "support.h"

__attribute__((noinline)) static void fill(int *to, int n, int seed) {
    for (int i = 0; i < n; i++) to[i] = seed = seed * 1103515245u + 12345u;
}

__attribute__((noinline)) static long medium(int seed) {
    int a[600], b[600];
    long sum = 0;
    fill(a, 600, seed);
    fill(b, 600, seed + 1);
    for (int i = 0; i < 600; i++) sum += a[i] ^ b[599 - i];
    return sum;
}

__attribute__((noinline)) static double mixed(int seed, double x) {
    int space[3000];
    double y = x, z = x * 2;
    long s = seed, t = seed * 3;
    fill(space, 3000, seed);
    for (int i = 0; i < 10; i++) {
        fill(space + i, 5, i);
        y += space[i * 100] % 7 * z;
        s ^= space[2999 - i] + t;
        t += s % 5;
    }
    return y + s % 1000 + t % 1000;
}

__attribute__((noinline)) static long large(int at) {
    char space[1500000];
    space[at] = 5;
    space[at + 1000] = 6;
    fill((int *) (space + sizeof space) - 20, 20, at);
    return space[at] * 10 + space[at + 1000] + space[sizeof space - 4];
}

int main(void) {
    show("medium", medium(any(1)));
    show_double("mixed", mixed(any(2), 1.5));
    show("large", large(any(70000)));
    return medium(any(7)) & 127;
}
