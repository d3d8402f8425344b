// /dev/null, /dev/zero, /dev/urandom, ioctl on what is no terminal, and fstat's types.
#include "oracle.h"

static void type(const char *path) {
    struct stat info;
    long result = call(newfstatat, AT_FDCWD, path, &info, AT_SYMLINK_NOFOLLOW);
    say("%s: %e, type %o\n", path, result, (long)(info.st_mode >> 12));
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char buffer[64];
    long null = open("/dev/null", O_RDWR), zero = open("/dev/zero", O_RDWR), random = open("/dev/urandom", O_RDONLY);
    show("null takes", call(write, null, buffer, 64));
    show("null gives", call(read, null, buffer, 64));
    show("lseek on null", call(lseek, null, 0, SEEK_CUR));
    memset(buffer, 1, 64);
    show("zero gives", call(read, zero, buffer, 64));
    long sum = 0;
    for (int i = 0; i < 64; i++) sum += buffer[i];
    show("zeros", sum);
    show("zero takes", call(write, zero, buffer, 64));
    show("urandom gives", call(read, random, buffer, 64));
    for (int i = 0; i < 64; i++) sum |= buffer[i];
    say("something: %d\n", (long)(sum != 0));
    long fd = file_with("f", "abc");
    int ends[2];
    call(pipe2, ends, 0);
    show("TCGETS of null", call(ioctl, null, 0x5401, buffer));
    show("TCGETS of a file", call(ioctl, fd, 0x5401, buffer));
    show("TCGETS of a pipe", call(ioctl, ends[0], 0x5401, buffer));
    show("TCGETS of nothing", call(ioctl, 77, 0x5401, buffer));
    call(symlinkat, "f", AT_FDCWD, "l");
    call(mkdirat, AT_FDCWD, "d", 0700);
    type("/dev/null");
    type("f");
    type("l");
    type("d");
    struct stat info;
    show("fstat", call(fstat, fd, &info));
    say("size %d, links %d, mode %o\n", info.st_size, (long)info.st_nlink, (long)info.st_mode);
    unsigned long number = info.st_ino;
    call(newfstatat, AT_FDCWD, "l", &info, 0);
    say("same file: %d\n", (long)(info.st_ino == number));
    show("by descriptor", call(newfstatat, fd, "", &info, AT_EMPTY_PATH));
    say("same file: %d\n", (long)(info.st_ino == number));
    show("empty path", call(newfstatat, fd, "", &info, 0));
    show("bad descriptor", call(fstat, 77, &info));
    show("bad address", call(fstat, fd, 8));
    show("bad flags", call(newfstatat, AT_FDCWD, "f", &info, 0x40000));
    unlink("f");
    unlink("l");
    call(unlinkat, AT_FDCWD, "d", AT_REMOVEDIR);
    leave();
    return 0;
}
