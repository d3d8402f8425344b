// ppoll: what it says of pipes and files, with timeouts, bad descriptors and the mask of signals.
#include "oracle.h"

struct pollfd {
    int fd;
    short events, revents;
};

enum { POLLIN = 1, POLLOUT = 4, POLLERR = 8, POLLHUP = 16, POLLNVAL = 32 };

static long poll(struct pollfd *fds, long count, long milliseconds) {
    struct timespec time = {0, milliseconds * 1000000};
    return call(ppoll, fds, count, milliseconds < 0 ? NULL : &time, 0, 8);
}

static volatile int handled;

static void handler(int signal) {
    handled = signal;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int ends[2];
    call(pipe2, ends, 0);
    struct pollfd fds[3] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT, 0}, {-1, POLLIN, 99}};
    long ready = poll(fds, 3, 0);
    say("empty: %d, %x %x %x\n", ready, (long)fds[0].revents, (long)fds[1].revents, (long)fds[2].revents);
    show("nothing comes", poll(fds, 1, 10));
    call(write, ends[1], "x", 1);
    ready = poll(fds, 3, -1);
    say("a byte: %d, %x %x\n", ready, (long)fds[0].revents, (long)fds[1].revents);
    call(fcntl, ends[1], F_SETFL, O_NONBLOCK);
    static char block[4096];
    while (call(write, ends[1], block, 4096) > 0) {}
    ready = poll(fds + 1, 1, 0);
    say("full: %d, %x\n", ready, (long)fds[1].revents);
    call(close, ends[1]);
    fds[1].fd = -1;
    ready = poll(fds, 1, 0);
    say("bytes, no writer: %d, %x\n", ready, (long)fds[0].revents);
    while (call(read, ends[0], block, 4096) > 0) {}
    ready = poll(fds, 1, -1);
    say("no bytes, no writer: %d, %x\n", ready, (long)fds[0].revents);
    call(pipe2, ends, 0);
    call(close, ends[0]);
    fds[1].fd = ends[1];
    ready = poll(fds + 1, 1, -1);
    say("no reader: %d, %x\n", ready, (long)fds[1].revents);
    fds[0].fd = 77;
    ready = poll(fds, 1, -1);
    say("not open: %d, %x\n", ready, (long)fds[0].revents);
    fds[0].fd = (int)open("/dev/null", O_RDWR);
    fds[0].events = POLLIN | POLLOUT;
    ready = poll(fds, 1, -1);
    say("/dev/null: %d, %x\n", ready, (long)fds[0].revents);

    struct timespec wrong = {0, 1000000000};
    show("bad time", call(ppoll, fds, 1, &wrong, 0, 8));
    show("bad address", call(ppoll, 8, 1, 0, 0, 8));
    show("none, for a while", poll(fds, 0, 5));

    // A pending signal that ppoll's mask lets in ends it; SA_RESTART does not count here.
    on_signal(SIGUSR1, handler, SA_RESTART, 0);
    mask(SIG_BLOCK, bit(SIGUSR1));
    call(kill, call(getpid), SIGUSR1);
    call(pipe2, ends, 0);
    fds[0].fd = ends[0];
    fds[0].events = POLLIN;
    unsigned long none = 0;
    show("interrupted", call(ppoll, fds, 1, 0, &none, 8));
    say("handled %d\n", (long)handled);
    return 0;
}
