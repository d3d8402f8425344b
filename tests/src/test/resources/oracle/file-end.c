// A mapping beyond the end of its file: SIGBUS with its address, until the file has grown; truncation takes it away
// again. Inside the last page there are zeros.
#include "oracle.h"

static volatile char *at;
static volatile long where, code, seen;
static long fd;

static void handler(int signal, struct siginfo *info, void *context) {
    (void)signal, (void)context;
    where = (char *)info->addr - at;
    code = info->code;
    seen++;
    call(ftruncate, fd, 3 * PAGE);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    fd = file_with("f", "abc");
    at = (char *)call(mmap, 0, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    on_signal(SIGBUS, handler, SA_SIGINFO, 0);
    at[100] = 1;
    say("last page: %d %d, faults %d\n", (long)at[0], (long)at[PAGE - 1], seen);
    say("beyond: %d\n", (long)at[PAGE + 5]);
    say("faults %d, at %d, code %d\n", seen, where, code);
    at[2 * PAGE] = 7;
    say("length %d\n", call(lseek, fd, 0, SEEK_END));
    call(ftruncate, fd, PAGE + 1);
    at[2 * PAGE + 9] = 8;
    say("faults %d, at %d: %d %d\n", seen, where, (long)at[2 * PAGE], (long)at[2 * PAGE + 9]);
    say("what was cut off is zero: %d\n", (long)at[100 + PAGE]);

    char *private = (char *)call(mmap, 0, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    private[0] = 'P';
    call(ftruncate, fd, 0);
    call(ftruncate, fd, 4);
    char four[4] = {1, 1, 1, 1};
    show("read", call(pread64, fd, four, 4, 0));
    say("%d %d\n", (long)four[0], (long)four[3]);
    on_signal(SIGBUS, (void *)SIG_DFL, 0, 0);
    long child = fork();
    if (child == 0) {
        at[PAGE] = 1;
        quit(0);
    }
    show("default action", reap(child));
    char *there = (char *)at;
    show("write from it", call(write, 1, there + PAGE, 1));
    unlink("f");
    leave();
    return 0;
}
