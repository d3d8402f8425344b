// Hard and symbolic links: counts, what linkat follows, readlinkat, loops, forty in a row.
#include "oracle.h"

static long number_of(const char *path) {
    struct stat info;
    long result = call(newfstatat, AT_FDCWD, path, &info, AT_SYMLINK_NOFOLLOW);
    return result < 0 ? result : (long)info.st_ino;
}

static long count_of(const char *path) {
    struct stat info;
    long result = call(newfstatat, AT_FDCWD, path, &info, AT_SYMLINK_NOFOLLOW);
    return result < 0 ? result : (long)info.st_nlink;
}

static long link(const char *from, const char *to, long flags) {
    return call(linkat, AT_FDCWD, from, AT_FDCWD, to, flags);
}

static long symlink(const char *text, const char *at) {
    return call(symlinkat, text, AT_FDCWD, at);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    call(close, file_with("f", "text"));
    call(mkdirat, AT_FDCWD, "d", 0700);
    show("link", link("f", "d/g", 0));
    say("one file: %d, links %d %d\n", (long)(number_of("f") == number_of("d/g")), count_of("f"), count_of("d/g"));
    show("over what is there", link("f", "d/g", 0));
    show("folder", link("d", "d2", 0));
    show("missing", link("x", "y", 0));
    show("to a missing folder", link("f", "x/y", 0));
    show("bad flags", link("f", "y", 1));
    long fd = open("d/g", O_WRONLY | O_APPEND);
    call(write, fd, "+", 1);
    say("%s\n", content("f"));

    symlink("f", "s");
    show("over what is there", symlink("f", "s"));
    show("empty target", symlink("", "t"));
    show("link to a link", link("s", "s2", 0));
    say("the link itself: %d\n", (long)(number_of("s2") == number_of("s")));
    show("link through a link", link("s", "s3", AT_SYMLINK_FOLLOW));
    say("its target: %d, links %d\n", (long)(number_of("s3") == number_of("f")), count_of("f"));
    char buffer[16];
    memset(buffer, 0, 16);
    symlink("no/such/place", "s4");
    show("readlink", call(readlinkat, AT_FDCWD, "s4", buffer, 15));
    say("%s\n", buffer);
    show("cut off", call(readlinkat, AT_FDCWD, "s4", buffer, 4));
    show("of a file", call(readlinkat, AT_FDCWD, "f", buffer, 15));
    show("into nothing", call(readlinkat, AT_FDCWD, "s4", buffer, 0));
    struct stat info;
    show("stat of the link", call(newfstatat, AT_FDCWD, "s4", &info, AT_SYMLINK_NOFOLLOW));
    say("type %o, size %d\n", (long)(info.st_mode >> 12), info.st_size);
    show("stat through it", call(newfstatat, AT_FDCWD, "s4", &info, 0));

    symlink("..", "d/up");
    symlink("d/up/d", "through");
    say("%s\n", content("through/up/f"));
    symlink("b", "a");
    symlink("a", "b");
    show("loop", open("a", O_RDONLY));
    show("loop on the way", open("a/x", O_RDONLY));
    show("a loop can be looked at", call(newfstatat, AT_FDCWD, "a", &info, AT_SYMLINK_NOFOLLOW));

    char name[8] = "c00", next[8] = "c00";
    symlink("f", name);
    for (int i = 1; i <= 40; i++) {
        next[1] = (char)('0' + i / 10), next[2] = (char)('0' + i % 10);
        symlink(name, next);
        memcpy(name, next, 4);
    }
    say("40 links: %s\n", content("c39"));
    say("41 links: %s\n", content("c40"));
    for (int i = 0; i <= 40; i++) {
        name[1] = (char)('0' + i / 10), name[2] = (char)('0' + i % 10);
        unlink(name);
    }
    static const char *const NAMES[] = {"f", "d/g", "s", "s2", "s3", "s4", "d/up", "through", "a", "b"};
    for (int i = 0; i < 10; i++) show("unlink", unlink(NAMES[i]));
    call(unlinkat, AT_FDCWD, "d", AT_REMOVEDIR);
    leave();
    return 0;
}
