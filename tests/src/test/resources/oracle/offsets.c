// Offsets: past the end, holes, O_APPEND, pread and pwrite, ftruncate in both directions, and the errors.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char buffer[16];
    memset(buffer, 0, 16);
    long fd = file_with("f", "abc");
    show("behind the end", call(lseek, fd, 10000, SEEK_SET));
    show("is allowed, and is the end", call(read, fd, buffer, 5));
    show("nothing grew", call(lseek, fd, 0, SEEK_END));
    call(lseek, fd, 10000, SEEK_SET);
    show("write", call(write, fd, "xyz", 3));
    show("length", call(lseek, fd, 0, SEEK_END));
    show("hole", call(pread64, fd, buffer, 4, 2));
    say("%d %d %d %d\n", (long)buffer[0], (long)buffer[1], (long)buffer[2], (long)buffer[3]);
    show("part at the end", call(pread64, fd, buffer, 16, 10001));
    show("at the end", call(pread64, fd, buffer, 16, 10003));
    show("offset is as it was", call(lseek, fd, 0, SEEK_CUR));
    show("from the end", call(lseek, fd, -3, SEEK_END));
    show("below zero", call(lseek, fd, -1, SEEK_SET));
    show("below zero", call(lseek, fd, -20000, SEEK_CUR));
    show("did not move", call(lseek, fd, 0, SEEK_CUR));
    show("bad whence", call(lseek, fd, 0, 9));
    show("pread below zero", call(pread64, fd, buffer, 1, -1));
    show("pwrite below zero", call(pwrite64, fd, buffer, 1, -1));
    show("pwrite of nothing", call(pwrite64, fd, buffer, 0, 50000));
    show("length", call(lseek, fd, 0, SEEK_END));

    show("shorter", call(ftruncate, fd, 2));
    show("offset stays", call(lseek, fd, 0, SEEK_CUR));
    show("longer", call(ftruncate, fd, 5));
    show("read", call(pread64, fd, buffer, 16, 0));
    say("%d %d %d %d\n", (long)buffer[0], (long)buffer[1], (long)buffer[2], (long)buffer[4]);
    show("negative length", call(ftruncate, fd, -1));
    show("bad descriptor", call(ftruncate, 77, 0));

    long append = open("f", O_RDWR | O_APPEND);
    show("append begins at", call(lseek, append, 0, SEEK_CUR));
    call(lseek, append, 1, SEEK_SET);
    call(write, append, "END", 3);
    show("but writes at the end", call(lseek, append, 0, SEEK_CUR));
    call(pwrite64, fd, "_", 1, 0);
    show("two appending", call(write, append, "!", 1));
    show("length", call(lseek, fd, 0, SEEK_END));
    call(pread64, fd, buffer, 16, 0);
    say("%d %d %d\n", (long)buffer[0], (long)buffer[5], (long)buffer[8]);
    unlink("f");
    leave();
    return 0;
}
