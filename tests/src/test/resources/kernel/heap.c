#include "linux.h"
int main(int argc, char **argv, char **envp) {
    char *start = (char *)call(BRK, 0, 0, 0);
    line("aligned", (word)start % 4096);
    line("grow", call(BRK, (long)start + 100000, 0, 0) - (long)start);
    long sum = 0;
    for (int i = 0; i < 100000; i++) { sum += start[i]; start[i] = i; }
    for (int i = 0; i < 100000; i++) { sum += start[i]; }
    line("sum", sum);
    line("shrink", call(BRK, (long)start + 5000, 0, 0) - (long)start);
    line("kept", start[4999]);
    line("grow", call(BRK, (long)start + 50000, 0, 0) - (long)start);
    sum = 0;
    for (int i = 8192; i < 50000; i++) { sum += start[i]; }
    line("zero again", sum);
    line("below", call(BRK, (long)start - 8192, 0, 0) - (long)start);
    line("all", call(BRK, (long)start, 0, 0) - (long)start);
    return 0;
}
