// F_SETPIPE_SZ and what then fits, O_DIRECT, and other corners of pipes.
#include "oracle.h"
enum { O_DIRECT = 040000, F_SETPIPE_SZ = 1031, F_GETPIPE_SZ = 1032, FIONREAD = 0x541b };
static char big[1 << 20];
static long fill(int fd, long n) { long t = 0, r; while ((r = call(write, fd, big, n)) > 0) t += r; return t * 100 - r; }
static long drain(int fd) { long t = 0, r; while ((r = call(read, fd, big, sizeof big)) > 0) t += r; return t; }
int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int p[2];
    show("pipe2 bad flags", call(pipe2, p, 1));
    show("pipe2 bad address", call(pipe2, 8, 0));
    show("pipe2 direct", call(pipe2, p, O_DIRECT | O_NONBLOCK));
    show("F_GETFL", call(fcntl, p[1], F_GETFL));
    show("a packet", call(write, p[1], big, 10));
    show("another", call(write, p[1], big, 20));
    show("of two pages", call(write, p[1], big, 5000));
    show("read", call(read, p[0], big, 100));
    show("read a part", call(read, p[0], big, 5));
    show("the rest is gone", call(read, p[0], big, 10000));
    show("read", call(read, p[0], big, 10000));
    show("read", call(read, p[0], big, 10000));
    for (long n = 0; n < 15; n++) call(write, p[1], big, 1);
    show("a packet takes a page", call(write, p[1], big, 5000));
    show("full", call(write, p[1], big, 1));
    call(close, p[0]); call(close, p[1]);
    call(pipe2, p, O_NONBLOCK);
    show("size", call(fcntl, p[0], F_GETPIPE_SZ));
    long sizes[] = {0, 1, 4095, 4096, 4097, 8192, 10000, 65536, 65537, 100000, 1 << 20};
    for (int i = 0; i < 11; i++) { long r = call(fcntl, p[i & 1], F_SETPIPE_SZ, sizes[i]); say("set %d: %e, get %d", sizes[i], r, call(fcntl, p[1], F_GETPIPE_SZ));
        say(", fill %d", fill(p[1], 4096)); say(" drain %d\n", drain(p[0])); }
    show("negative", call(fcntl, p[1], F_SETPIPE_SZ, -1));
    show("huger", call(fcntl, p[1], F_SETPIPE_SZ, 1l << 32));
    call(fcntl, p[1], F_SETPIPE_SZ, 65536);
    call(write, p[1], big, 10000);
    show("smaller than content", call(fcntl, p[1], F_SETPIPE_SZ, 4096));
    show("smaller, fits", call(fcntl, p[1], F_SETPIPE_SZ, 16384));
    int n; call(ioctl, p[0], FIONREAD, &n); say("readable %d\n", (long)n);
    show("write 4096", call(write, p[1], big, 4096));
    show("write 4096", call(write, p[1], big, 4096));
    show("write 3000", call(write, p[1], big, 3000));
    show("write 5000", call(write, p[1], big, 5000));
    show("read 1000", call(read, p[0], big, 1000));
    show("write 1", call(write, p[1], big, 1));
    show("read 4000", call(read, p[0], big, 4000));
    show("write 5000", call(write, p[1], big, 5000));
    drain(p[0]);
    call(fcntl, p[1], F_SETPIPE_SZ, 4096);
    show("one page: write 5000", call(write, p[1], big, 5000));
    show("one page: write 1", call(write, p[1], big, 1));
    drain(p[0]);
    for (int i = 0; i < 3; i++) show("small", call(write, p[1], big, 2000));
    drain(p[0]);
    show("F_SETPIPE_SZ on a file", call(fcntl, open("/dev/null", O_RDWR), F_SETPIPE_SZ, 4096));
    struct stat st; call(fstat, p[0], &st); say("mode %o size %d blksize %d\n", (long)st.st_mode, st.st_size, (long)st.st_blksize);
    show("lseek", call(lseek, p[0], 0, SEEK_SET));
    show("pread", call(pread64, p[0], big, 1, 0));
    show("read from writer", call(read, p[1], big, 1));
    show("write to reader", call(write, p[0], big, 1));
    show("read 0 of empty", call(read, p[0], big, 0));
    show("read empty", call(read, p[0], big, 1));
    show("ftruncate", call(ftruncate, p[1], 0));
    // via /proc/self/fd reopen
    call(close, p[0]);
    on_signal(SIGPIPE, (void *)SIG_IGN, 0, 0);
    show("no reader", call(write, p[1], big, 1));
    show("no reader, nothing", call(write, p[1], big, 0));
    call(close, p[1]);
    call(pipe2, p, 0);
    call(write, p[1], "abc", 3);
    call(close, p[1]);
    show("rest", call(read, p[0], big, 10));
    show("end", call(read, p[0], big, 10));
    call(close, p[0]);
    // setting O_NONBLOCK later
    call(pipe2, p, 0);
    call(fcntl, p[0], F_SETFL, O_NONBLOCK);
    show("read", call(read, p[0], big, 10));
    show("other end", call(fcntl, p[1], F_GETFL) & O_NONBLOCK);
    // a blocked big write completes as it is read
    long c = fork();
    if (c == 0) { call(close, p[0]); quit(call(write, p[1], big, 200000) == 200000); }
    call(close, p[1]);
    call(fcntl, p[0], F_SETFL, 0);
    say("all %d", drain(p[0])); say(" %d\n", reap(c));
    return 0;
}
