// How threads end: exit ends one, exit_group and a deadly signal end all; exec's sibling, the fork of a thread.
#include "oracle.h"
#include "thread.h"

static volatile int alive, other;

static void leaves(long status) {
    call(exit, status);
}

static void ends_all(long status) {
    quit(status);
}

static void dies(long unused) {
    (void)unused;
    *(volatile char *)8 = 1;
}

static void sleeps(long unused) {
    (void)unused;
    for (;;) pause_ms(1000);
}

static void forks(long unused) {
    (void)unused;
    long child = fork();
    if (child == 0) quit(call(gettid) == call(getpid) ? 21 : 22);
    quit(reap(child));
}

static long try(void (*body)(long), long argument) {
    long child = fork();
    if (child == 0) {
        start_thread(sleeps, 0, &other, 2 * PAGE);
        start_thread(body, argument, &alive, 2 * PAGE);
        join_thread(&alive);
        quit(50);
    }
    return reap(child);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    show("exit ends one thread", try(leaves, 7));
    show("exit_group ends all", try(ends_all, 8));
    show("a signal ends all", try(dies, 0));
    show("fork takes the calling thread alone", try(forks, 0));
    long child = fork();
    if (child == 0) {
        start_thread(sleeps, 0, &other, 2 * PAGE);
        call(kill, call(getpid), SIGTERM);
        for (;;) pause_ms(1000);
    }
    show("SIGTERM from outside", reap(child));
    return 0;
}
