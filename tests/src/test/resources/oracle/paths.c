// Names and paths at their limits, the current folder, faccessat.
#include "oracle.h"

static char path[5000];

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    memset(path, 'n', 255);
    show("name of 255", open(path, O_RDWR | O_CREAT));
    show("unlink", unlink(path));
    memset(path, 'n', 256);
    show("name of 256", open(path, O_RDWR | O_CREAT));
    for (int i = 0; i < 4094; i += 2) path[i] = '.', path[i + 1] = '/';
    path[4094] = '.', path[4095] = 0;
    show("path of 4095", open(path, O_RDONLY) > 0);
    path[4095] = '/', path[4096] = 0;
    show("path of 4096", open(path, O_RDONLY));

    // A path that runs off the last page, and one that ends with it.
    char *at = map(2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    call(munmap, at + PAGE, PAGE);
    at[PAGE - 2] = '.', at[PAGE - 1] = 0;
    show("ends with the page", open(at + PAGE - 2, O_RDONLY) > 0);
    at[PAGE - 1] = '/';
    show("runs off the page", open(at + PAGE - 2, O_RDONLY));

    call(mkdirat, AT_FDCWD, "d", 0700);
    call(close, file_with("f", ""));
    char folder[128], inner[128];
    long length = call(getcwd, folder, 128);
    say("getcwd: %d\n", (long)(same(folder, own_folder) && length == length_of(folder) + 1));
    show("too small", call(getcwd, inner, length - 1));
    say("just enough: %d\n", (long)(call(getcwd, inner, length) == length));
    show("bad address", call(getcwd, 8, 100));
    show("chdir to a file", call(chdir, "f"));
    show("chdir to nothing", call(chdir, "x"));
    show("chdir", call(chdir, "d"));
    call(getcwd, inner, 128);
    say("getcwd: %s\n", inner + length_of(folder));
    long child = fork();
    if (child == 0) {
        call(chdir, "/");
        quit(0);
    }
    reap(child);
    show("the child has its own", unlink("../f"));
    call(unlinkat, AT_FDCWD, "../d", AT_REMOVEDIR);
    show("getcwd of what is gone", call(getcwd, inner, 128));
    show("create in it", open("x", O_RDWR | O_CREAT));
    show("up from it", call(chdir, ".."));
    call(getcwd, inner, 128);
    say("%d\n", (long)same(inner, folder));
    show("root's parent", call(chdir, "/../.."));
    call(getcwd, inner, 128);
    say("%s\n", inner);
    call(chdir, folder);

    call(close, file_with("f", ""));
    show("there", call(faccessat, AT_FDCWD, "f", 0));
    show("to read and write", call(faccessat, AT_FDCWD, "f", 6));
    show("to execute", call(faccessat, AT_FDCWD, "f", 1));
    show("missing", call(faccessat, AT_FDCWD, "x", 0));
    show("below a file", call(faccessat, AT_FDCWD, "f/x", 0));
    show("bad mode", call(faccessat, AT_FDCWD, "f", 8));
    unlink("f");
    leave();
    return 0;
}
