// What every signal does to a process that did nothing about it.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    unsigned long no_core[2] = {0, 0};
    call(prlimit64, 0, 4, no_core, 0);
    for (int signal = 1; signal <= 64; signal++) {
        if (signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU) continue; // depend on the terminal
        if (signal == 32 || signal == 33 || signal > 34) continue; // the C library's, and more of the same
        long child = fork();
        if (child == 0) {
            call(kill, call(getpid), signal);
            quit(0);
        }
        int status = 0;
        call(wait4, child, &status, WUNTRACED, 0);
        if ((status & 0xff) == 0x7f) {
            say("%d: stops\n", (long)signal);
            call(kill, child, SIGKILL);
            reap(child);
        } else if ((status & 0x7f) != 0) {
            say("%d: kills with %d\n", (long)signal, (long)(status & 0x7f));
        } else {
            say("%d: nothing\n", (long)signal);
        }
    }
    return 0;
}
