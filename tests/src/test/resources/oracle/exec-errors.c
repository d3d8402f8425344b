// An exec that fails leaves the caller as it was, with its memory, files and handlers.
#include "oracle.h"

static int handled;

static void handler(int signal) {
    handled += signal;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char *none[] = {"x", NULL};
    on_signal(SIGUSR1, handler, 0, 0);
    long fd = call(openat, AT_FDCWD, "text", O_RDWR | O_CREAT | O_CLOEXEC, 0700);
    call(write, fd, "neither ELF nor a script\n", 25);
    call(close, fd);
    call(close, call(openat, AT_FDCWD, "empty", O_RDWR | O_CREAT, 0700));
    call(close, call(openat, AT_FDCWD, "plain", O_RDWR | O_CREAT, 0600));
    call(mkdirat, AT_FDCWD, "dir", 0700);
    call(symlinkat, "self", AT_FDCWD, "self");
    fd = open("keep", O_RDWR | O_CREAT | O_CLOEXEC);
    show("nothing there", call(execve, "missing", none, none));
    show("empty path", call(execve, "", none, none));
    show("text", call(execve, "text", none, none));
    show("empty", call(execve, "empty", none, none));
    show("not executable", call(execve, "plain", none, none));
    show("folder", call(execve, "dir", none, none));
    show("below a file", call(execve, "plain/x", none, none));
    show("loop", call(execve, "self", none, none));
    show("bad path", call(execve, (void *)8, none, none));
    show("bad argv", call(execve, "text", (void *)8, none));
    show("cloexec file is open", call(fcntl, fd, F_GETFD));
    call(kill, call(getpid), SIGUSR1);
    say("handled %d\n", (long)handled);
    static const char *const NAMES[] = {"text", "empty", "plain", "self", "keep"};
    for (int i = 0; i < 5; i++) unlink(NAMES[i]);
    call(unlinkat, AT_FDCWD, "dir", AT_REMOVEDIR);
    leave();
    return 0;
}
