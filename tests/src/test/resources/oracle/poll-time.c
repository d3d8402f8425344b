// ppoll tells how much time is left, as Linux does, and stores what it found even when it is interrupted; QEMU does not.
// linux: timeout: 0
// linux: left: 0 s 0 ns, found 0
// linux: handler 10
// linux: interrupted: EINTR
// linux: less is left: 1, found 0
// linux: ready, and a signal: 1
// linux: bad address: EFAULT
// linux: still 1
#include "oracle.h"

struct pollfd {
    int fd;
    short events, revents;
};

static void handler(int signal) {
    say("handler %d\n", (long)signal);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int ends[2];
    call(pipe2, ends, 0);
    struct timespec time = {0, 3000000};
    struct pollfd polled = {ends[0], 1, 77};
    show("timeout", call(ppoll, &polled, 1, &time, 0, 8));
    say("left: %d s %d ns, found %x\n", time.sec, time.nsec, (long)polled.revents);
    on_signal(SIGUSR1, handler, SA_RESTART, 0);
    mask(SIG_BLOCK, bit(SIGUSR1));
    call(kill, call(getpid), SIGUSR1);
    unsigned long none = 0;
    time = (struct timespec){100, 0};
    polled.revents = 77;
    show("interrupted", call(ppoll, &polled, 1, &time, &none, 8));
    say("less is left: %d, found %x\n", (long)(time.sec >= 99 && time.sec <= 100), (long)polled.revents);
    call(write, ends[1], "x", 1);
    call(kill, call(getpid), SIGUSR1);
    time = (struct timespec){0, 0};
    show("ready, and a signal", call(ppoll, &polled, 1, &time, &none, 8));
    time = (struct timespec){100, 0};
    show("bad address", call(ppoll, 8, 1, &time, 0, 8));
    say("still %d\n", (long)(time.sec >= 99));
    return 0;
}
