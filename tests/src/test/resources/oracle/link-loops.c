// Symbolic links that lead to themselves, in chains, or to nothing; what links cannot be made.
#include "oracle.h"

enum { O_PATH = 010000000 };

static const char *numbered(char *name, long number) {
    name[0] = 'B';
    *put_number(name + 1, (unsigned long)number, 10) = 0;
    return name;
}

static const char *link_name(long number) {
    static char name[8];
    return numbered(name, number);
}

static const char *other_name(long number) {
    static char name[8];
    return numbered(name, number);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    call(close, file_with("a", "hello"));
    show("loop", call(symlinkat, "l", AT_FDCWD, "l"));
    show("open loop", open("l", 0));
    show("nofollow", open("l", O_NOFOLLOW));
    show("nofollow path", open("l", O_NOFOLLOW | O_PATH) >= 0);
    show("creat loop", open("l", O_CREAT));
    show("excl loop", open("l", O_CREAT | O_EXCL));
    struct stat st;
    show("stat", call(newfstatat, AT_FDCWD, "l", &st, 0));
    show("lstat", call(newfstatat, AT_FDCWD, "l", &st, AT_SYMLINK_NOFOLLOW));
    show("through", open("l/x", 0));
    show("link to loop", call(linkat, AT_FDCWD, "l", AT_FDCWD, "m", 0));
    show("link follow loop", call(linkat, AT_FDCWD, "l", AT_FDCWD, "n", AT_SYMLINK_FOLLOW));
    show("mkdir at loop", call(mkdirat, AT_FDCWD, "l", 0700));
    show("mkdir in loop", call(mkdirat, AT_FDCWD, "l/x", 0700));
    show("chdir", call(chdir, "l"));
    show("rename loop", call(renameat2, AT_FDCWD, "l", AT_FDCWD, "l2", 0));
    unlink("l2");
    unlink("m");
    call(symlinkat, "a", AT_FDCWD, "B0");
    for (int i = 1; i < 45; i++) call(symlinkat, link_name(i - 1), AT_FDCWD, other_name(i));
    show("39 links", open("B38", 0) >= 0);
    show("40 links", open("B39", 0) >= 0 ? 1 : 0);
    show("41 links", open("B40", 0));
    show("readlink", call(readlinkat, AT_FDCWD, "B40", &st, 64));
    for (int i = 0; i < 45; i++) unlink(link_name(i));
    show("dangling", call(symlinkat, "none", AT_FDCWD, "d"));
    show("open", open("d", 0));
    show("creat through", open("d", O_CREAT | O_WRONLY) >= 0);
    show("made", call(faccessat, AT_FDCWD, "none", 0));
    show("excl", open("d", O_CREAT | O_EXCL));
    unlink("none");
    show("mkdir", call(mkdirat, AT_FDCWD, "d", 0700));
    show("link onto", call(linkat, AT_FDCWD, "a", AT_FDCWD, "d", 0));
    unlink("d");
    show("symlink empty", call(symlinkat, "", AT_FDCWD, "e"));
    show("symlink over", call(symlinkat, "x", AT_FDCWD, "a"));
    show("symlink slash", call(symlinkat, "x", AT_FDCWD, "s/"));
    show("link dir", call(linkat, AT_FDCWD, ".", AT_FDCWD, "x", 0));
    show("link over", call(linkat, AT_FDCWD, "a", AT_FDCWD, "a", 0));
    show("link none", call(linkat, AT_FDCWD, "zz", AT_FDCWD, "x", 0));
    show("link flags", call(linkat, AT_FDCWD, "a", AT_FDCWD, "x", 1));
    show("link slash", call(linkat, AT_FDCWD, "a", AT_FDCWD, "x/", 0));
    show("link a/", call(linkat, AT_FDCWD, "a/", AT_FDCWD, "x", 0));
    char target[8];
    show("readlink of no path", call(readlinkat, AT_FDCWD, "", target, 8));
    unlink("a");
    leave();
    return 0;
}
