// What QEMU does not do of mappings that grow down, and of the gaps around them; other bits of mprotect.
// linux: the kernel makes it grow, too: 4
// linux: got 100
// linux: protection down to its start: 0
// linux: store: 0 0
// linux: up: EINVAL
// linux: both: EINVAL
// linux: one that does not grow: EINVAL
// linux: one after a hole: 0
// linux: a hole: ENOMEM
// linux: PROT_SEM: 0
// linux: unknown: EINVAL
// linux: unknown, of nothing: 0
// linux: heap of 3 pages: 1
// linux: heap of 4 pages: 0
// linux: heap of 255 pages: 1
// linux: heap of 256 pages: 0
#include "oracle.h"

enum { MAP_GROWSDOWN = 0x100, PROT_SEM = 8, PROT_GROWSDOWN = 0x1000000, PROT_GROWSUP = 0x2000000 };

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    const int RW = PROT_READ | PROT_WRITE;
    char *top = map(16l << 20, PROT_NONE, MAP_PRIVATE);
    call(munmap, top, 16l << 20);
    top += 12l << 20;
    const int FLAGS = MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_GROWSDOWN;
    call(mmap, top - PAGE, PAGE, RW, FLAGS, -1, 0);
    int ends[2];
    call(pipe2, ends, 0);
    call(write, ends[1], "abcd", 4);
    show("the kernel makes it grow, too", call(read, ends[0], top - 5 * PAGE, 4));
    say("got %d\n", (long)top[-5 * PAGE + 3]);
    show("protection down to its start", call(mprotect, top - PAGE, PAGE, PROT_READ | PROT_GROWSDOWN));
    say("store: %d %d\n", can_store(top - 5 * PAGE), can_store(top - PAGE));
    show("up", call(mprotect, top - PAGE, PAGE, PROT_READ | PROT_GROWSUP));
    show("both", call(mprotect, top - PAGE, PAGE, PROT_READ | PROT_GROWSUP | PROT_GROWSDOWN));
    show("one that does not grow", call(mprotect, map(PAGE, RW, MAP_PRIVATE), PAGE, PROT_READ | PROT_GROWSDOWN));
    show("one after a hole", call(mprotect, top - 6 * PAGE, 2 * PAGE, RW | PROT_GROWSDOWN));
    show("a hole", call(mprotect, top, PAGE, RW | PROT_GROWSDOWN));
    show("PROT_SEM", call(mprotect, top - PAGE, PAGE, RW | PROT_SEM));
    show("unknown", call(mprotect, top - PAGE, PAGE, RW | 16));
    show("unknown, of nothing", call(mprotect, top - PAGE, 0, RW | 16));
    // The heap leaves a page free below its neighbour, or the gap.
    long heap = (call(brk, 0) + PAGE - 1) & -PAGE;
    call(brk, heap);
    call(mmap, heap + 4 * PAGE, PAGE, RW, MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS, -1, 0);
    say("heap of 3 pages: %d\n", (long)(call(brk, heap + 3 * PAGE) == heap + 3 * PAGE));
    say("heap of 4 pages: %d\n", (long)(call(brk, heap + 4 * PAGE) == heap + 4 * PAGE));
    call(brk, heap);
    call(munmap, heap + 4 * PAGE, PAGE);
    call(mmap, heap + 512 * PAGE, PAGE, RW, FLAGS, -1, 0);
    say("heap of 255 pages: %d\n", (long)(call(brk, heap + 255 * PAGE) == heap + 255 * PAGE));
    say("heap of 256 pages: %d\n", (long)(call(brk, heap + 256 * PAGE) == heap + 256 * PAGE));
    return 0;
}
