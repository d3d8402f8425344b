// A pipe that does not wait: EAGAIN when it is empty or full, all or nothing up to PIPE_BUF, a part above it.
#include "oracle.h"

static char buffer[100000];

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int ends[2];
    call(pipe2, ends, O_NONBLOCK);
    say("flags %x %x\n", call(fcntl, ends[0], F_GETFL) & O_NONBLOCK, call(fcntl, ends[1], F_GETFL) & 3);
    show("empty", call(read, ends[0], buffer, 10));
    long total = 0, got;
    while ((got = call(write, ends[1], buffer, 4096)) > 0) total += got;
    say("full at %d: %e\n", total, got);
    show("one byte more", call(write, ends[1], buffer, 1));
    show("read a page", call(read, ends[0], buffer, 4096));
    show("room for one page", call(write, ends[1], buffer, 4096));
    show("read two pages", call(read, ends[0], buffer, 8192));
    show("a part of a large write", call(write, ends[1], buffer, 20000));
    show("full", call(write, ends[1], buffer, 1));
    show("all", call(read, ends[0], buffer, 100000));
    show("empty", call(read, ends[0], buffer, 1));
    show("too large for it", call(write, ends[1], buffer, 100000));
    call(fcntl, ends[0], F_SETFL, 0);
    show("waits again, but not with bytes there", call(read, ends[0], buffer, 100000));
    call(close, ends[1]);
    show("end", call(read, ends[0], buffer, 1));

    call(pipe2, ends, O_CLOEXEC);
    say("cloexec %d %d, flags %x\n", call(fcntl, ends[0], F_GETFD), call(fcntl, ends[1], F_GETFD),
        call(fcntl, ends[0], F_GETFL) & O_NONBLOCK);
    call(fcntl, ends[1], F_SETFL, O_NONBLOCK);
    say("one end only: %x %x\n", call(fcntl, ends[0], F_GETFL) & O_NONBLOCK,
        call(fcntl, ends[1], F_GETFL) & O_NONBLOCK);
    return 0;
}
