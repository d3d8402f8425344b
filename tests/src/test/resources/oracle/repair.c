// A handler that repairs what was wrong; the instruction is executed again and succeeds. Nested faults inside of it.
#include "oracle.h"

static char *base;
static volatile long faults, nested;

static void handler(int signal, struct siginfo *info, void *context) {
    (void)signal, (void)context;
    char *page = (char *)((long)info->addr & -PAGE);
    faults++;
    if (info->code == 1) {
        call(mmap, page, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    } else {
        call(mprotect, page, PAGE, PROT_READ | PROT_WRITE);
        if (page == base + 2 * PAGE) {
            nested++;
            base[3 * PAGE] = 1; // faults in the handler: SA_NODEFER lets it in
        }
    }
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    base = map(8 * PAGE, PROT_NONE, MAP_PRIVATE);
    on_signal(SIGSEGV, handler, SA_SIGINFO | SA_NODEFER, 0);
    base[0] = 1;
    say("no access, now writable: %d faults\n", faults);
    call(munmap, base + PAGE, PAGE);
    base[PAGE + 3] = 4;
    say("mapped, then made writable: %d faults, %d\n", faults, (long)base[PAGE + 3]);
    base[2 * PAGE] = 9;
    say("nested %d, %d faults, %d %d\n", nested, faults, (long)base[2 * PAGE], (long)base[3 * PAGE]);

    // Copy-on-write by hand: the parent's pages are protected, each store faults once.
    for (int i = 4; i < 8; i++) base[i * PAGE] = (char)i;
    call(mprotect, base + 4 * PAGE, 4 * PAGE, PROT_READ);
    faults = 0;
    for (int round = 0; round < 3; round++) {
        for (int i = 4; i < 8; i += 2) base[i * PAGE + round] += (char)round;
    }
    say("dirty pages: %d\n", faults);
    long child = fork();
    if (child == 0) {
        base[5 * PAGE] = 1;
        base[6 * PAGE] = 1;
        quit(faults);
    }
    show("one more in the child", reap(child));
    base[5 * PAGE] = 2;
    say("and one in the parent: %d\n", faults);
    // The kernel does not call the handler for an address of a system call.
    base[7 * PAGE] = 3;
    call(mprotect, base + 7 * PAGE, PAGE, PROT_READ);
    show("read into it", call(getcwd, base + 7 * PAGE, 100));
    say("faults %d\n", faults);
    return 0;
}
