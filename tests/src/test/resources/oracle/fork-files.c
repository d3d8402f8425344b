// Parent and child share the open file (one offset, one set of status flags), but not the table of descriptors.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    long fd = file_with("f", "abcdefghij");
    char two[3] = {0};
    call(read, fd, two, 2);
    long child = fork();
    if (child == 0) {
        call(read, fd, two, 2);
        say("child reads %s\n", two);
        call(fcntl, fd, F_SETFL, O_APPEND);
        call(fcntl, fd, F_SETFD, FD_CLOEXEC);
        call(dup3, fd, 40, 0);
        call(close, fd);
        quit(0);
    }
    reap(child);
    show("still open, at", call(lseek, fd, 0, SEEK_CUR));
    say("append: %x\n", call(fcntl, fd, F_GETFL) & O_APPEND);
    show("cloexec", call(fcntl, fd, F_GETFD));
    show("the child's copy", call(fcntl, 40, F_GETFD));
    show("write goes to the end", call(write, fd, "KL", 2));
    show("offset", call(lseek, fd, 0, SEEK_CUR));
    say("%s\n", content("f"));
    unlink("f");
    leave();
    return 0;
}
