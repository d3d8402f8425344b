// A transfer whose later part lies at a bad address: what was done before counts. QEMU gives EFAULT for all of it.
// linux: write to a file: 4096
// linux: length: 4096
// linux: read from a file: 4096
// linux: writev, second piece bad: 5
// linux: readv, second piece bad: 3
#include "oracle.h"

struct iovec {
    const void *base;
    long length;
};

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char *at = map(2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    call(munmap, at + PAGE, PAGE);
    long fd = open("f", O_RDWR | O_CREAT);
    show("write to a file", call(write, fd, at, 2 * PAGE));
    show("length", call(lseek, fd, 0, SEEK_END));
    char buffer[8];
    call(ftruncate, fd, 10000);
    show("read from a file", call(pread64, fd, at, 8000, 0));
    struct iovec out[2] = {{"hello", 5}, {at + PAGE, 5}}, in[2] = {{buffer, 3}, {at + PAGE, 5}};
    show("writev, second piece bad", call(writev, fd, out, 2));
    call(lseek, fd, 0, SEEK_SET);
    show("readv, second piece bad", call(readv, fd, in, 2));
    unlink("f");
    leave();
    return 0;
}
