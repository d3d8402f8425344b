// The alternate stack: who runs on it, what it says of itself, and its errors. And a stack that is used up: without an
// alternate one the process dies, with one the handler runs.
#include "oracle.h"

struct stack {
    void *at;
    int flags;
    unsigned long size;
};

enum { SS_ONSTACK = 1, SS_DISABLE = 2 };

static char area[16384] __attribute__((aligned(16)));
static volatile int inside, flags_inside;
static volatile long change_inside;

static void handler(int signal) {
    (void)signal;
    char here;
    inside = &here >= area && &here < area + sizeof area;
    struct stack now, other = {area, 0, sizeof area};
    call(sigaltstack, 0, &now);
    flags_inside = now.flags;
    change_inside = call(sigaltstack, &other, 0);
}

static void overflow(int signal) {
    (void)signal;
    char here;
    say("overflow handled on the alternate stack: %d\n", (long)(&here >= area && &here < area + sizeof area));
    quit(11);
}

static volatile long deepest = 1l << 40;

static long dive(volatile long depth) {
    volatile char page[PAGE];
    page[0] = (char)depth;
    return depth == deepest ? 0 : dive(depth + 1) + page[0];
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    long own = call(getpid);
    struct stack stack = {area, 0, sizeof area}, small = {area, 0, 1024}, wrong = {area, 8, sizeof area}, now;
    call(sigaltstack, 0, &now);
    say("none at first: %d\n", (long)now.flags);
    show("too small", call(sigaltstack, &small, 0));
    show("bad flags", call(sigaltstack, &wrong, 0));
    show("bad address", call(sigaltstack, 8, 0));
    show("set", call(sigaltstack, &stack, 0));
    call(sigaltstack, 0, &now);
    say("is it: %d %d %d\n", (long)(now.at == area), (long)now.flags, now.size);
    on_signal(SIGUSR1, handler, 0, 0);
    call(kill, own, SIGUSR1);
    say("without SA_ONSTACK: inside %d, flags %d, change %e\n", (long)inside, (long)flags_inside, change_inside);
    on_signal(SIGUSR1, handler, SA_ONSTACK, 0);
    call(kill, own, SIGUSR1);
    say("with SA_ONSTACK: inside %d, flags %d, change %e\n", (long)inside, (long)flags_inside, change_inside);
    call(kill, own, SIGUSR1);
    say("again: inside %d\n", (long)inside);

    long child = fork();
    if (child == 0) {
        call(sigaltstack, 0, &now);
        say("inherited: %d\n", (long)(now.at == area));
        on_signal(SIGSEGV, overflow, SA_ONSTACK, 0);
        quit(dive(0));
    }
    show("ends", reap(child));
    child = fork();
    if (child == 0) {
        on_signal(SIGSEGV, overflow, 0, 0);
        quit(dive(0));
    }
    show("without", reap(child));
    stack.flags = SS_DISABLE;
    show("disable", call(sigaltstack, &stack, &now));
    call(sigaltstack, 0, &now);
    say("flags %d\n", (long)now.flags);
    call(kill, own, SIGUSR1);
    say("disabled: inside %d\n", (long)inside);
    return 0;
}
