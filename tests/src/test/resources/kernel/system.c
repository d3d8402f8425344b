#include "linux.h"
int main(int argc, char **argv, char **envp) {
    static char names[6][65];
    line("uname", call(UNAME, (long)names, 0, 0));
    print(names[0]);
    print(names[4]);
    long before[2], after[2];
    line("clock", call(CLOCK_GETTIME, 1, (long)before, 0));
    for (volatile int i = 0; i < 100000; i++) {}
    call(CLOCK_GETTIME, 1, (long)after, 0);
    line("later", after[0] * 1000000000 + after[1] > before[0] * 1000000000 + before[1]);
    call(CLOCK_GETTIME, 0, (long)after, 0);
    line("this century", after[0] > 1600000000);
    line("nanoseconds", after[1] >= 0 && after[1] < 1000000000);
    line("pid", call(GETPID, 0, 0, 0) > 1);
    call(EXIT_GROUP, 0x12345, 0, 0);
    return 1;
}
