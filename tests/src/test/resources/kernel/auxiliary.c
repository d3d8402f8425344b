#include "linux.h"
extern char __ehdr_start[] __attribute__((weak));
int main(int argc, char **argv, char **envp) {
    word *at = (word *)envp;
    while (*at++) {}
    word value[64] = {0};
    for (; at[0]; at += 2) { if (at[0] < 64) { value[at[0]] = at[1]; } }
    line("page size", value[6]);
    line("clock ticks", value[17]);
    line("phent", value[4]);
    line("phnum", value[5]);
    unsigned *header = (unsigned *)value[3];
    int loads = 0;
    for (word i = 0; i < value[5]; i++) { loads += *(unsigned *)((char *)header + i * value[4]) == 1; }
    line("loads", loads > 0);
    line("base", value[7]);
    line("flags", value[8]);
    extern char _start[];
    line("entry", value[9] - (word)_start);
    line("secure", value[23]);
    line("random", value[25] != 0);
    line("random below the strings", value[25] < (word)argv[0]);
    line("has i, m and a", (value[16] & 0x1101) == 0x1101);
    print((char *)value[31] + length((char *)value[31]) - 7);
    return 0;
}
