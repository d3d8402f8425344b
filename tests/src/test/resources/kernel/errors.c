#include "linux.h"
int main(int argc, char **argv, char **envp) {
    static char buffer[8];
    line("closed", call(WRITE, 77, (long)buffer, 1));
    line("negative", call(WRITE, -1, (long)buffer, 1));
    line("null", call(WRITE, 1, 16, 5));
    line("nothing", call(WRITE, 1, (long)buffer, 0));
    line("nothing of null", call(WRITE, 1, 0, 0));
    line("input into null", call(READ, 0, 16, 5));
    line("input of nothing", call(READ, 0, (long)buffer, 0));
    line("bad clock", call(CLOCK_GETTIME, 99, (long)buffer, 0));
    line("clock into null", call(CLOCK_GETTIME, 1, 16, 0));
    line("uname into null", call(UNAME, 16, 0, 0));
    line("unknown", call(1999, 0, 0, 0));
    line("into text", call(READ, 0, (long)main, 5));
    line("input", call(READ, 0, (long)buffer, 4));
    print(buffer);
    return 0;
}
