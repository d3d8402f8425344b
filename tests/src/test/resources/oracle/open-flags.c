// openat's flags and errors.
#include "oracle.h"

static long closing(long fd) {
    if (fd >= 0) call(close, fd);
    return fd < 0 ? fd : 1;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char byte;
    show("missing", closing(open("f", O_RDWR)));
    show("create", closing(open("f", O_RDWR | O_CREAT | O_EXCL)));
    show("exclusive", closing(open("f", O_RDWR | O_CREAT | O_EXCL)));
    show("create what is there", closing(open("f", O_RDWR | O_CREAT)));
    call(mkdirat, AT_FDCWD, "d", 0700);
    show("folder to read", closing(open("d", O_RDONLY)));
    show("folder to write", closing(open("d", O_WRONLY)));
    show("folder to create", closing(open("d", O_RDONLY | O_CREAT)));
    show("folder, exclusive", closing(open("d", O_RDWR | O_CREAT | O_EXCL)));
    show("O_DIRECTORY", closing(open("f", O_RDONLY | O_DIRECTORY)));
    show("file with a slash behind", closing(open("f/", O_RDONLY)));
    show("below a file", closing(open("f/x", O_RDONLY)));
    show("folder with a slash behind", closing(open("d/", O_RDONLY)));
    show("create with a slash behind", closing(open("new/", O_RDWR | O_CREAT)));
    show("missing folder", closing(open("e/x", O_RDWR | O_CREAT)));
    show("empty path", closing(open("", O_RDONLY)));
    show("bad address", closing(call(openat, AT_FDCWD, 8, O_RDONLY, 0)));
    show("dots", closing(open("d/.././f", O_RDONLY)));
    show("slashes", closing(open("d//..///f", O_RDONLY)));

    call(symlinkat, "f", AT_FDCWD, "to-f");
    call(symlinkat, "target", AT_FDCWD, "dangling");
    call(symlinkat, "d", AT_FDCWD, "to-d");
    show("through a link", closing(open("to-f", O_RDONLY)));
    show("O_NOFOLLOW", closing(open("to-f", O_RDONLY | O_NOFOLLOW)));
    show("O_NOFOLLOW looks at the last name only", closing(open("to-d/../f", O_RDONLY | O_NOFOLLOW)));
    show("O_NOFOLLOW and O_DIRECTORY", closing(open("to-d", O_RDONLY | O_NOFOLLOW | O_DIRECTORY)));
    show("dangling", closing(open("dangling", O_RDONLY)));
    show("dangling, exclusive", closing(open("dangling", O_RDWR | O_CREAT | O_EXCL)));
    show("dangling, create", closing(open("dangling", O_RDWR | O_CREAT)));
    show("made its target", unlink("target"));

    long fd = open("f", O_WRONLY);
    show("read of one to write", call(read, fd, &byte, 1));
    call(write, fd, "abc", 3);
    call(close, fd);
    fd = open("f", O_RDONLY);
    show("write of one to read", call(write, fd, "x", 1));
    show("ftruncate of one to read", call(ftruncate, fd, 0));
    call(close, fd);
    fd = open("d", O_RDONLY);
    show("read of a folder", call(read, fd, &byte, 1));
    show("below it", closing(call(openat, fd, "../f", O_RDONLY, 0)));
    show("create below it", closing(call(openat, fd, "in", O_RDWR | O_CREAT, 0600)));
    show("is there", unlink("d/in"));
    call(close, fd);
    fd = open("f", O_RDONLY);
    show("below a file's descriptor", closing(call(openat, fd, "x", O_RDONLY, 0)));
    show("absolute path, whatever the descriptor", closing(call(openat, 77, "/tmp", O_RDONLY, 0)));
    show("relative path, bad descriptor", closing(call(openat, 77, "f", O_RDONLY, 0)));
    show("reads", call(read, fd, &byte, 1));
    call(close, fd);
    fd = open("f", O_RDWR | O_TRUNC);
    show("truncated", call(lseek, fd, 0, SEEK_END));
    call(close, fd);
    static const char *const NAMES[] = {"f", "to-f", "to-d", "dangling"};
    for (int i = 0; i < 4; i++) unlink(NAMES[i]);
    call(unlinkat, AT_FDCWD, "d", AT_REMOVEDIR);
    leave();
    return 0;
}
