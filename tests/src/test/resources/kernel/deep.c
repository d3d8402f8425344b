#include "linux.h"
static long down(int depth, long *above) {
    volatile long frame[128];
    for (int i = 0; i < 128; i++) { frame[i] = depth + i + (above ? above[i % 3] : 0); }
    return depth == 0 ? frame[5] : down(depth - 1, (long *)frame) + frame[127 - depth % 128];
}
int main(int argc, char **argv, char **envp) {
    line("two pages", down(10, 0));
    line("five megabytes", down(4500, 0));
    return 0;
}
