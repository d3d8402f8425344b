// What madvise refuses; QEMU accepts any advice and any range.
// linux: unknown advice: EINVAL
// linux: nothing there: ENOMEM
// linux: a hole: ENOMEM
// linux: but done on both sides: 0 0
// linux: free: 0
// linux: free of a file: EINVAL
// linux: wraps: EINVAL
#include "oracle.h"

enum { WILLNEED = 3, DONTNEED, FREE = 8 };

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char *at = map(3 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    at[0] = 1, at[2 * PAGE] = 3;
    show("unknown advice", call(madvise, at, PAGE, 99));
    call(munmap, at + PAGE, PAGE);
    show("nothing there", call(madvise, at + PAGE, PAGE, DONTNEED));
    show("a hole", call(madvise, at, 3 * PAGE, DONTNEED));
    say("but done on both sides: %d %d\n", (long)at[0], (long)at[2 * PAGE]);
    show("free", call(madvise, at, PAGE, FREE));
    long fd = file_with("f", "x");
    char *file = (char *)call(mmap, 0, PAGE, PROT_READ, MAP_SHARED, fd, 0);
    show("free of a file", call(madvise, file, PAGE, FREE));
    show("wraps", call(madvise, at, -PAGE + 1, WILLNEED));
    unlink("f");
    leave();
    return 0;
}
