// F_DUPFD looks at 32 bits of its argument; dup3's checks, in their order; what an open file and a descriptor each keep.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    long fd = file_with("file", "text");
    show("flag", call(fcntl, fd, F_GETFD));
    show("other bits are ignored", call(fcntl, fd, F_SETFD, 255));
    show("flag", call(fcntl, fd, F_GETFD));
    show("from -1", call(fcntl, fd, F_DUPFD, -1));
    show("from 2^40", call(fcntl, fd, F_DUPFD, 1l << 40) > fd);
    show("from 2^32 + 20", call(fcntl, fd, F_DUPFD, (1l << 32) + 20));
    show("from 2^31", call(fcntl, fd, F_DUPFD, 1l << 31));
    show("its flag", call(fcntl, 20, F_GETFD));
    show("with FD_CLOEXEC", call(fcntl, fd, F_DUPFD_CLOEXEC, 20));
    show("its flag", call(fcntl, 21, F_GETFD));
    show("dup3 of the same", call(dup3, fd, fd, 0));
    show("dup3 of one that is closed", call(dup3, 99, 50, 0));
    show("dup3 of one that is closed to itself", call(dup3, 99, 99, 0));
    show("dup3 with unknown flags", call(dup3, fd, 50, 4));
    show("dup3 to -1", call(dup3, fd, -1, 0));
    show("dup3 above the limit", call(dup3, fd, 1 << 30, 0));
    call(fcntl, fd, F_SETFL, O_APPEND | O_NONBLOCK | O_CREAT | O_WRONLY);
    say("the copy shares %o\n", call(fcntl, 20, F_GETFL) & 07777);
    show("unknown command", call(fcntl, fd, 99));
    unlink("file");
    leave();
    return 0;
}
