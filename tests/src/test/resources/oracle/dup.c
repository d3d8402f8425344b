// Copies of descriptors: the lowest free number, one offset, flags of their own, and the errors.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    long fd = file_with("f", "0123456789"), other = file_with("g", "x");
    say("lowest: %d %d\n", fd, other);
    long copy = call(dup, fd);
    show("dup", copy);
    call(close, other);
    show("the gap", call(dup, fd));
    char buffer[4] = {0};
    call(read, fd, buffer, 3);
    call(read, copy, buffer, 3);
    say("one offset: %s\n", buffer);
    show("dup of nothing", call(dup, 77));
    show("dup3", call(dup3, fd, 20, O_CLOEXEC));
    say("cloexec %d %d\n", call(fcntl, fd, F_GETFD), call(fcntl, 20, F_GETFD));
    show("onto itself", call(dup3, fd, fd, 0));
    show("bad flags", call(dup3, fd, 21, O_APPEND));
    show("from nothing", call(dup3, 77, 21, 0));
    show("number too high", call(dup3, fd, 1 << 30, 0));
    show("negative", call(dup3, fd, -1, 0));
    int ends[2];
    call(pipe2, ends, 0);
    show("over an open one", call(dup3, fd, ends[1], 0));
    show("which is closed by it", call(read, ends[0], buffer, 1));
    show("F_DUPFD from 30", call(fcntl, fd, F_DUPFD, 30));
    show("F_DUPFD again", call(fcntl, fd, F_DUPFD, 30));
    show("F_DUPFD_CLOEXEC", call(fcntl, fd, F_DUPFD_CLOEXEC, 30));
    say("cloexec %d %d\n", call(fcntl, 31, F_GETFD), call(fcntl, 32, F_GETFD));
    show("F_DUPFD too high", call(fcntl, fd, F_DUPFD, 1 << 30));
    show("unknown command", call(fcntl, fd, 9999, 0));
    show("fcntl of nothing", call(fcntl, 77, F_GETFD));
    show("set append", call(fcntl, fd, F_SETFL, O_APPEND));
    say("on all copies: %x, mode %x\n", call(fcntl, 30, F_GETFL) & O_APPEND, call(fcntl, 30, F_GETFL) & 3);
    show("close", call(close, 30));
    show("close again", call(close, 30));
    show("others are open", call(lseek, 31, 0, SEEK_CUR));
    unlink("f");
    unlink("g");
    leave();
    return 0;
}
