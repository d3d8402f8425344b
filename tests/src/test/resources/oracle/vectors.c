// readv and writev: several pieces, empty ones, counts at the limits.
#include "oracle.h"

struct iovec {
    const void *base;
    long length;
};

static struct iovec many[1100];

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    long fd = open("f", O_RDWR | O_CREAT);
    struct iovec out[4] = {{"one", 3}, {NULL, 0}, {"-two-", 5}, {"three", 5}};
    show("writev", call(writev, fd, out, 4));
    say("%s\n", content("f"));
    char a[5] = {0}, b[20] = {0};
    struct iovec in[3] = {{a, 4}, {a, 0}, {b, 19}};
    call(lseek, fd, 0, SEEK_SET);
    show("readv", call(readv, fd, in, 3));
    say("%s %s\n", a, b);
    show("at the end", call(readv, fd, in, 3));
    show("no pieces", call(writev, fd, out, 0));
    show("too many", call(writev, fd, many, 1025));
    show("many", call(writev, fd, many, 1024));
    show("negative count", call(writev, fd, out, -1));
    struct iovec negative[2] = {{"x", 1}, {"y", -1}};
    show("negative length", call(writev, fd, negative, 2));
    show("bad descriptor", call(writev, 77, out, 1));
    show("bad vector", call(writev, fd, 8, 1));
    int ends[2];
    call(pipe2, ends, 0);
    show("to a pipe", call(writev, ends[1], out, 4));
    show("from a pipe", call(readv, ends[0], in, 3));
    say("%s %s\n", a, b);
    unlink("f");
    leave();
    return 0;
}
