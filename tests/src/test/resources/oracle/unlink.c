// Names and files: a file without a name lives while it is open; which names unlinkat takes away.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char buffer[8] = {0};
    struct stat info;
    long fd = file_with("f", "alive");
    call(linkat, AT_FDCWD, "f", AT_FDCWD, "g", 0);
    call(fstat, fd, &info);
    say("links %d\n", (long)info.st_nlink);
    show("unlink", unlink("f"));
    call(fstat, fd, &info);
    say("links %d\n", (long)info.st_nlink);
    show("unlink", unlink("g"));
    call(fstat, fd, &info);
    say("links %d, size %d\n", (long)info.st_nlink, info.st_size);
    show("again", unlink("g"));
    show("still there", call(read, fd, buffer, 8));
    show("and grows", call(write, fd, " longer", 7));
    long second = file_with("f", "new");
    call(pread64, fd, buffer, 5, 0);
    say("old %s, new %s\n", buffer, content("f"));
    call(close, fd);
    call(close, second);

    call(mkdirat, AT_FDCWD, "d", 0700);
    call(mkdirat, AT_FDCWD, "d/e", 0700);
    show("mkdir of what is there", call(mkdirat, AT_FDCWD, "d", 0700));
    show("mkdir of a file", call(mkdirat, AT_FDCWD, "f", 0700));
    show("mkdir below a file", call(mkdirat, AT_FDCWD, "f/x", 0700));
    show("mkdir below nothing", call(mkdirat, AT_FDCWD, "x/y", 0700));
    show("mkdir with a slash behind", call(mkdirat, AT_FDCWD, "d/s/", 0700));
    show("rmdir with a slash behind", call(unlinkat, AT_FDCWD, "d/s/", AT_REMOVEDIR));
    show("unlink of a folder", unlink("d"));
    show("rmdir of a file", call(unlinkat, AT_FDCWD, "f", AT_REMOVEDIR));
    show("rmdir, not empty", call(unlinkat, AT_FDCWD, "d", AT_REMOVEDIR));
    show("rmdir of .", call(unlinkat, AT_FDCWD, "d/e/.", AT_REMOVEDIR));
    show("rmdir of ..", call(unlinkat, AT_FDCWD, "d/e/..", AT_REMOVEDIR));
    show("unlink with a slash behind", unlink("f/"));
    show("bad flags", call(unlinkat, AT_FDCWD, "f", 0x4000));
    fd = open("d/e", O_RDONLY);
    show("rmdir of an open one", call(unlinkat, AT_FDCWD, "d/e", AT_REMOVEDIR));
    show("nothing can be made in it", call(openat, fd, "x", O_RDWR | O_CREAT, 0600));
    show("rmdir", call(unlinkat, AT_FDCWD, "d", AT_REMOVEDIR));
    unlink("f");
    leave();
    return 0;
}
