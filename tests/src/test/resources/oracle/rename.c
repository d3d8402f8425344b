// renameat2: over what is there, folders, two names of one file, its flags and errors.
#include "oracle.h"

enum { NOREPLACE = 1, EXCHANGE = 2 };

static long rename(const char *from, const char *to, long flags) {
    return call(renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
}

static void file(const char *path) {
    call(close, file_with(path, path));
}

static void folder(const char *path) {
    call(mkdirat, AT_FDCWD, path, 0700);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    file("a");
    file("b");
    long fd = open("b", O_RDONLY);
    show("over a file", rename("a", "b", 0));
    say("b is %s\n", content("b"));
    show("a is gone", rename("a", "c", 0));
    char byte = 0;
    call(read, fd, &byte, 1);
    say("the old b is open: %d\n", (long)byte);
    show("to itself", rename("b", "b", 0));
    call(linkat, AT_FDCWD, "b", AT_FDCWD, "b2", 0);
    show("two names of one file", rename("b", "b2", 0));
    say("both stay: %s %s\n", same(content("b"), "a") ? "yes" : "no", content("b2"));
    unlink("b2");

    folder("d");
    folder("d/sub");
    folder("e");
    file("d/f");
    show("file over folder", rename("b", "e", 0));
    show("folder over file", rename("e", "b", 0));
    show("folder over empty folder", rename("d", "e", 0));
    say("moved: %s\n", content("e/f"));
    folder("d");
    show("folder over full folder", rename("d", "e", 0));
    show("into itself", rename("e", "e/sub/x", 0));
    show("onto its parent", rename("e/sub", "e", 0));
    show("file with a slash behind", rename("b", "c/", 0));
    show("folder with a slash behind", rename("d", "g/", 0));
    show("to another folder", rename("b", "g/b", 0));
    show("dot", rename("g/.", "h", 0));
    show("NOREPLACE", rename("g/b", "e/f", NOREPLACE));
    show("NOREPLACE, free", rename("g/b", "e/n", NOREPLACE));
    show("EXCHANGE", rename("e/n", "e/f", EXCHANGE));
    say("%s\n", content("e/n"));
    say("%s\n", content("e/f"));
    show("EXCHANGE with nothing", rename("e/n", "e/z", EXCHANGE));
    show("both flags", rename("e/n", "e/f", EXCHANGE | NOREPLACE));
    show("bad flags", rename("e/n", "e/f", 0x100));
    call(symlinkat, "e/f", AT_FDCWD, "l");
    show("a link itself is renamed", rename("l", "l2", 0));
    show("and replaced", rename("e/n", "l2", 0));
    say("%s\n", content("l2"));
    say("%s\n", content("e/f"));
    unlink("l2");
    unlink("e/f");
    static const char *const FOLDERS[] = {"e/sub", "e", "g"};
    for (int i = 0; i < 3; i++) call(unlinkat, AT_FDCWD, FOLDERS[i], AT_REMOVEDIR);
    leave();
    return 0;
}
