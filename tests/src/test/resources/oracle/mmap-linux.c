// Corners of the memory calls that QEMU does not follow: MAP_FIXED_NOREPLACE, a hole under mprotect, lengths of 0.
// linux: occupied: EEXIST
// linux: overlaps: EEXIST
// linux: still there: 1
// linux: a hole: ENOMEM
// linux: before the hole 0, behind it 1
// linux: nothing there: ENOMEM
// linux: mprotect of length 0: 0
// linux: mremap to length 0: EINVAL
// linux: mremap across regions: EFAULT
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    const int RW = PROT_READ | PROT_WRITE, ANON = MAP_PRIVATE | MAP_ANONYMOUS;
    char *at = map(6 * PAGE, RW, MAP_PRIVATE);
    at[0] = 1;
    show("occupied", call(mmap, at, PAGE, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0));
    show("overlaps", call(mmap, at - PAGE, 2 * PAGE, RW, ANON | MAP_FIXED_NOREPLACE, -1, 0));
    say("still there: %d\n", (long)at[0]);
    call(munmap, at + 3 * PAGE, PAGE);
    show("a hole", call(mprotect, at + PAGE, 4 * PAGE, PROT_READ));
    say("before the hole %d, behind it %d\n", can_store(at + PAGE), can_store(at + 4 * PAGE));
    show("nothing there", call(mprotect, at + 3 * PAGE, PAGE, PROT_READ));
    show("mprotect of length 0", call(mprotect, at, 0, PROT_READ));
    show("mremap to length 0", call(mremap, at, PAGE, 0, 1));
    show("mremap across regions", call(mremap, at, 2 * PAGE, 3 * PAGE, 1));
    return 0;
}
