// What mmap and munmap refuse, and with which error.
#include "oracle.h"

static void refuse(const char *what, long result) {
    if (result > 0) result = 1;
    show(what, result);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    const int RW = PROT_READ | PROT_WRITE, ANON = MAP_PRIVATE | MAP_ANONYMOUS;
    long fd = file_with("f", "0123456789");
    long reader = open("f", O_RDONLY), writer = open("f", O_WRONLY), dir = open(".", O_RDONLY | O_DIRECTORY);
    int ends[2];
    call(pipe2, ends, 0);
    refuse("length 0", call(mmap, 0, 0, RW, ANON, -1, 0));
    refuse("neither shared nor private", call(mmap, 0, PAGE, RW, MAP_ANONYMOUS, -1, 0));
    refuse("offset inside a page", call(mmap, 0, PAGE, RW, MAP_PRIVATE, fd, 100));
    refuse("length wraps", call(mmap, 0, -1l, RW, ANON, -1, 0));
    refuse("more than there are addresses", call(mmap, 0, 1l << 62, RW, ANON, -1, 0));
    refuse("no file", call(mmap, 0, PAGE, RW, MAP_PRIVATE, 77, 0));
    refuse("fixed inside a page", call(mmap, 0x10000100, PAGE, RW, ANON | MAP_FIXED, -1, 0));
    refuse("file to write only, private", call(mmap, 0, PAGE, PROT_READ, MAP_PRIVATE, writer, 0));
    refuse("file to write only, shared", call(mmap, 0, PAGE, PROT_WRITE, MAP_SHARED, writer, 0));
    refuse("file to read only, shared to write", call(mmap, 0, PAGE, RW, MAP_SHARED, reader, 0));
    refuse("file to read only, private to write", call(mmap, 0, PAGE, RW, MAP_PRIVATE, reader, 0));
    refuse("file to read only, shared to read", call(mmap, 0, PAGE, PROT_READ, MAP_SHARED, reader, 0));
    refuse("folder", call(mmap, 0, PAGE, PROT_READ, MAP_PRIVATE, dir, 0));
    refuse("pipe", call(mmap, 0, PAGE, PROT_READ, MAP_PRIVATE, ends[0], 0));
    refuse("a hint inside a page is rounded", call(mmap, 0x20000100, PAGE, RW, ANON, -1, 0));

    char *at = map(2 * PAGE, RW, MAP_PRIVATE);
    call(munmap, at, 2 * PAGE);
    say("free: %d\n", (long)(call(mmap, at, PAGE, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0) == (long)at));
    show("munmap length 0", call(munmap, at, 0));
    show("munmap inside a page", call(munmap, at + 1, PAGE));
    show("munmap wraps", call(munmap, at, -PAGE));
    show("munmap of half a page takes it all", call(munmap, at, 1));
    show("can load", can_load(at));
    show("munmap of nothing", call(munmap, at, PAGE));
    unlink("f");
    leave();
    show("shared and validated, without a file", call(mmap, 0, PAGE, PROT_READ, 3 | MAP_ANONYMOUS, -1, 0));
    show("mlock of a length that wraps to 0", call(mlock, PAGE * 256, -1));
    return 0;
}
