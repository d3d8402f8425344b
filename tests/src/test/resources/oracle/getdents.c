// getdents64: every name once, with its type, in whatever order; buffers too small; reading again from the begin.
#include "oracle.h"

static char buffer[600];

// Reads the folder in pieces of `size` bytes: counts the names, and each name's letter sets one bit.
static void list(long fd, long size) {
    long names = 0, bits = 0, dots = 0, types = 0, got;
    while ((got = call(getdents64, fd, buffer, size)) > 0) {
        for (char *at = buffer; at < buffer + got;) {
            const char *name = at + 19;
            names++;
            if (name[0] == '.') dots += length_of(name);
            else bits |= 1l << (name[0] - 'a');
            types += (unsigned char)at[18];
            at += *(unsigned short *)(at + 16);
        }
    }
    say("%e: names %d, letters %x, dots %d, types %d\n", got, names, bits, dots, types);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char name[2] = "a";
    for (; name[0] <= 'p'; name[0]++) call(close, file_with(name, ""));
    call(mkdirat, AT_FDCWD, "quite-a-long-name-for-a-folder", 0700);
    call(symlinkat, "a", AT_FDCWD, "r");
    long fd = open(".", O_RDONLY | O_DIRECTORY);
    list(fd, 600);
    show("at the end", call(getdents64, fd, buffer, 600));
    call(lseek, fd, 0, SEEK_SET);
    list(fd, 80);
    call(lseek, fd, 0, SEEK_SET);
    show("too small for any", call(getdents64, fd, buffer, 10));
    unlink("c");
    call(lseek, fd, 0, SEEK_SET);
    list(fd, 600);
    long file = open("a", O_RDONLY);
    show("of a file", call(getdents64, file, buffer, 600));
    show("of nothing", call(getdents64, 77, buffer, 600));
    for (name[0] = 'a'; name[0] <= 'r'; name[0]++) unlink(name);
    call(unlinkat, AT_FDCWD, "quite-a-long-name-for-a-folder", AT_REMOVEDIR);
    long empty = call(mkdirat, AT_FDCWD, "e", 0700);
    show("mkdir", empty);
    fd = open("e", O_RDONLY);
    list(fd, 600);
    call(unlinkat, AT_FDCWD, "e", AT_REMOVEDIR);
    leave();
    return 0;
}
