// A pipe: order, parts, end of file when the last writer has gone (in whatever process), EPIPE without readers.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int ends[2];
    char buffer[64];
    memset(buffer, 0, 64);
    show("pipe2", call(pipe2, ends, 0));
    show("bad flags", call(pipe2, ends, O_APPEND));
    show("bad address", call(pipe2, 8, 0));
    call(write, ends[1], "abc", 3);
    call(write, ends[1], "defg", 4);
    show("a part", call(read, ends[0], buffer, 2));
    show("what there is", call(read, ends[0], buffer + 2, 50));
    say("%s\n", buffer);
    show("read of nothing does not wait", call(read, ends[0], buffer, 0));
    show("write of nothing", call(write, ends[1], buffer, 0));
    show("wrong end", call(read, ends[1], buffer, 1));
    show("wrong end", call(write, ends[0], buffer, 1));
    show("lseek", call(lseek, ends[0], 0, SEEK_CUR));
    show("pread", call(pread64, ends[0], buffer, 1, 0));
    show("pwrite", call(pwrite64, ends[1], buffer, 1, 0));
    show("ftruncate", call(ftruncate, ends[1], 0));
    show("getdents", call(getdents64, ends[0], buffer, 64));
    struct stat info;
    call(fstat, ends[0], &info);
    say("type %o, size %d\n", (long)(info.st_mode >> 12), info.st_size);

    long child = fork();
    if (child == 0) {
        call(close, ends[0]);
        pause_ms(20);
        call(write, ends[1], "late", 4);
        pause_ms(20);
        quit(0);
    }
    call(close, ends[1]);
    show("waits for the child", call(read, ends[0], buffer, 64));
    show("end of file when it ends", call(read, ends[0], buffer, 64));
    show("and again", call(read, ends[0], buffer, 64));
    reap(child);

    call(pipe2, ends, 0);
    int copy = (int)call(dup, ends[1]);
    call(write, ends[1], "left", 4);
    call(close, ends[1]);
    call(close, copy);
    show("what was left", call(read, ends[0], buffer, 64));
    show("then the end", call(read, ends[0], buffer, 64));

    call(pipe2, ends, 0);
    on_signal(SIGPIPE, (void *)SIG_IGN, 0, 0);
    call(close, ends[0]);
    show("no reader", call(write, ends[1], "x", 1));
    show("no reader, nothing to write", call(write, ends[1], "x", 0));
    child = fork();
    if (child == 0) {
        show("ignored in the child, too", call(write, ends[1], "x", 1));
        on_signal(SIGPIPE, (void *)SIG_DFL, 0, 0);
        call(write, ends[1], "x", 1);
        quit(0);
    }
    show("default action", reap(child));
    return 0;
}
