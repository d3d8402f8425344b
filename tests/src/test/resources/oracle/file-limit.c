// RLIMIT_FSIZE: writes up to the limit, then SIGXFSZ and EFBIG; truncation; what is no file is not limited.
#include "oracle.h"

enum { FSIZE = 1 };

static volatile int caught, code;

static void handler(int signal, struct siginfo *info) {
    caught = signal;
    code = info->code;
}

static void tell(const char *what, long result) {
    say("%s: %e, signal %d, code %d\n", what, result, (long)caught, (long)code);
    caught = 0;
    code = 0;
}

static void limit(unsigned long bytes) {
    unsigned long limits[2] = {bytes, -1ul};
    call(prlimit64, 0, FSIZE, limits, 0);
}

// Under a limit of 0, which standard output obeys, too, if it is a file.
static void tell_all_the_same(const char *what, long result) {
    limit(-1ul);
    tell(what, result);
    limit(0);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    static char bytes[20000];
    enter();
    unsigned long old[2];
    call(prlimit64, 0, FSIZE, 0, old);
    on_signal(SIGXFSZ, handler, SA_SIGINFO, 0);
    long fd = open("file", O_RDWR | O_CREAT);
    limit(10000);
    tell("within", call(write, fd, bytes, 6000));
    tell("across", call(write, fd, bytes, 6000));
    tell("at the limit", call(write, fd, bytes, 1));
    tell("nothing at the limit", call(write, fd, bytes, 0));
    tell("elsewhere", call(pwrite64, fd, bytes, 20000, 9000));
    tell("behind", call(pwrite64, fd, bytes, 1, 10000));
    tell("far behind", call(pwrite64, fd, bytes, 1, 1l << 40));
    struct { char *base; long length; } parts[2] = {{bytes, 8000}, {bytes, 8000}};
    call(lseek, fd, 0, SEEK_SET);
    tell("in parts", call(writev, fd, parts, 2));
    tell("size", call(lseek, fd, 0, SEEK_END));
    tell("longer", call(ftruncate, fd, 10001));
    tell("to the limit", call(ftruncate, fd, 10000));
    limit(5000);
    tell("to be shorter", call(ftruncate, fd, 9000));
    tell("overwriting above it", call(pwrite64, fd, bytes, 1, 7000));
    tell("overwriting across it", call(pwrite64, fd, bytes, 1000, 4500));
    tell("no change", call(ftruncate, fd, 9000));
    long append = open("file", O_WRONLY | O_APPEND);
    tell("appending above it", call(write, append, bytes, 1));
    int ends[2];
    call(pipe2, ends, 0);
    limit(0);
    tell_all_the_same("a pipe", call(write, ends[1], bytes, 100));
    long null = open("/dev/null", O_WRONLY);
    tell_all_the_same("a device", call(write, null, bytes, 100));
    tell_all_the_same("an empty file", call(write, open("other", O_WRONLY | O_CREAT), bytes, 1));
    on_signal(SIGXFSZ, (void *)SIG_IGN, 0, 0);
    tell_all_the_same("ignored", call(write, fd, bytes, 1));
    long child = fork();
    if (child == 0) {
        on_signal(SIGXFSZ, SIG_DFL, 0, 0);
        call(pwrite64, fd, bytes, 1, 0);
        quit(1);
    }
    tell_all_the_same("by default", reap(child));
    char *mapped = (char *)call(mmap, 0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, PAGE);
    mapped[0] = 1;
    tell_all_the_same("by a mapping", mapped[0]);
    unlink("file");
    unlink("other");
    call(prlimit64, 0, FSIZE, old, 0);
    leave();
    return 0;
}
