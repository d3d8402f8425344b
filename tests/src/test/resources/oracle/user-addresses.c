// Addresses of system calls that are wrong in part or altogether: EFAULT, or what could be done.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char *at = map(4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    call(munmap, at + PAGE, PAGE);
    long fd = file_with("f", "0123456789");
    int ends[2];
    call(pipe2, ends, 0);
    show("read to nowhere", call(read, fd, at + PAGE, 5));
    show("nothing was read", call(lseek, fd, 0, SEEK_CUR));
    show("read of nothing to nowhere", call(read, fd, at + PAGE, 0));
    show("write from nowhere", call(write, fd, at + PAGE, 5));
    show("write from the kernel's half", call(write, fd, 0xffffffc000000000, 5));
    show("write from the hole", call(write, fd, 0x0100000000000000, 5));
    show("write of -1", call(write, fd, -1l, 1));
    call(mprotect, at + 2 * PAGE, PAGE, PROT_READ);
    show("read into a read-only page", call(read, fd, at + 2 * PAGE, 5));
    show("write from it", call(write, ends[1], at + 2 * PAGE, 5));
    call(mprotect, at + 2 * PAGE, PAGE, PROT_NONE);
    show("write from a page without access", call(write, ends[1], at + 2 * PAGE, 5));
    show("fstat to a read-only string", call(fstat, fd, "read only"));
    show("a value across two pages", call(pipe2, at + PAGE - 4, 0));
    show("a path behind the end", call(chdir, at + PAGE));

    // Untouched memory is good enough for the kernel, too; and shared with a child it is copied first.
    show("read into an untouched page", call(pread64, fd, at + 3 * PAGE + 100, 10, 0));
    at[0] = 'p';
    long child = fork();
    if (child == 0) {
        call(pread64, fd, at, 4, 0);
        quit(at[0] == '0' && at[3] == '3');
    }
    show("the child reads", reap(child));
    say("the parent keeps its own: %d\n", (long)at[0]);
    static char before[PAGE];
    show("up to the last byte of a page", call(pread64, fd, at + PAGE - 10, 10, 0));
    show("deep in the stack", call(pread64, fd, (char *)&ends - 300000, 10, 0));
    show("from bss", call(write, ends[1], before, 100));
    unlink("f");
    leave();
    return 0;
}
