#include "linux.h"
struct iovec { const void *base; word length; };
int main(int argc, char **argv, char **envp) {
    struct iovec parts[] = {{"one ", 4}, {0, 0}, {"two ", 4}, {"three\n", 6}};
    line("written", call(WRITEV, 1, (long)parts, 4));
    line("none", call(WRITEV, 1, (long)parts, 0));
    line("negative", call(WRITEV, 1, (long)parts, -1));
    line("too many", call(WRITEV, 1, (long)parts, 1025));
    line("closed", call(WRITEV, 77, (long)parts, 1));
    line("no vector", call(WRITEV, 1, 8, 1));
    parts[0].length = -1;
    line("negative length", call(WRITEV, 1, (long)parts, 1));
    struct iovec missing = {(void *)16, 5};
    line("no page", call(WRITEV, 1, (long)&missing, 1));
    return 0;
}
