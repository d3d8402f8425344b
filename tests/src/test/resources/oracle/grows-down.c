// A mapping that grows down: touched just below it, up to the gap, and what else MAP_GROWSDOWN means.
#include "oracle.h"

enum { MAP_GROWSDOWN = 0x100, MAP_STACK = 0x20000 };

static long at(char *where, long length, int protection, int flags) {
    return call(mmap, where, length, protection, flags | MAP_ANONYMOUS, -1, 0);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    const int RW = PROT_READ | PROT_WRITE;
    const long GAP = 256 * PAGE;
    // Free space to play in: 16 MiB.
    char *base = map(16l << 20, PROT_NONE, MAP_PRIVATE);
    call(munmap, base, 16l << 20);
    char *top = base + (12l << 20);
    const int DOWN = MAP_PRIVATE | MAP_FIXED | MAP_GROWSDOWN;
    say("maps: %d\n", (long)(at(top - PAGE, PAGE, RW, DOWN) == (long)(top - PAGE)));
    say("below: %d\n", can_store(top - PAGE - 1));
    say("far below: %d\n", can_store(top - (2l << 20)));
    say("8 MiB: %d\n", can_store(top - (8l << 20)));
    say("more than 8 MiB: %d\n", can_store(top - (8l << 20) - 1));
    say("above: %d\n", can_store(top));
    top[-PAGE - 1] = 5;
    say("grown: %d, zero: %d\n", (long)top[-PAGE - 1], (long)top[-2 * PAGE]);
    // A neighbour below: the gap of 1 MiB stays free.
    char *low = top - (4l << 20);
    say("neighbour: %d\n", (long)(at(low - PAGE, PAGE, RW, MAP_PRIVATE | MAP_FIXED) == (long)(low - PAGE)));
    say("at the gap: %d\n", can_store(low + GAP));
    say("in the gap: %d\n", can_store(low + GAP - 1));
    call(mprotect, low - PAGE, PAGE, PROT_NONE);
    say("over one without access: %d\n", can_store(low + GAP - 1));
    say("next to it: %d\n", can_store(low));
    say("behind it: %d\n", can_store(low - 2 * PAGE));
    call(munmap, low - PAGE, PAGE);
    // Another that grows down below: no gap.
    say("another: %d\n", (long)(at(low - PAGE, PAGE, RW, DOWN) == (long)(low - PAGE)));
    say("next to it: %d\n", can_store(low));
    call(munmap, low - PAGE, PAGE);
    // Protection goes with it, and a part that is cut off grows, too.
    say("read: %d\n", call(mprotect, top - 2 * PAGE, PAGE, PROT_READ));
    say("load below: %d, store below: %d\n", can_load(top - 3 * PAGE), can_store(top - 3 * PAGE));
    call(mprotect, top - 2 * PAGE, PAGE, RW);
    call(munmap, top - 2 * PAGE, PAGE);
    say("after the lower part is gone: %d\n", can_store(top - 2 * PAGE));
    top[-5 * PAGE] = 1;
    // What cannot.
    show("shared", at(0, PAGE, RW, MAP_SHARED | MAP_GROWSDOWN));
    enter();
    long fd = file_with("file", "text");
    show("file", call(mmap, 0, PAGE, PROT_READ, MAP_PRIVATE | MAP_GROWSDOWN, fd, 0));
    unlink("file");
    leave();
    long anywhere = at(0, PAGE, RW, MAP_PRIVATE | MAP_GROWSDOWN);
    say("anywhere: %d\n", (long)(anywhere > 0 && anywhere % PAGE == 0));
    ((char *)anywhere)[0] = 1;
    long stack = at(0, PAGE, RW, MAP_PRIVATE | MAP_STACK);
    say("MAP_STACK: %d\n", (long)(stack > 0));
    // The gap is left by what comes later.
    char *next = (char *)at(0, PAGE, RW, MAP_PRIVATE | MAP_GROWSDOWN);
    char *later = (char *)at(0, PAGE, RW, MAP_PRIVATE);
    say("gap kept: %d\n", (long)(later > next || next - later > GAP));
    char *hinted = (char *)at(top - 5 * PAGE - GAP, PAGE, RW, MAP_PRIVATE);
    say("hint in the gap taken: %d\n", (long)(hinted == top - 5 * PAGE - GAP));
    hinted = (char *)at(top - 6 * PAGE - GAP, PAGE, RW, MAP_PRIVATE);
    say("hint at the gap taken: %d\n", (long)(hinted == top - 6 * PAGE - GAP));
    say("fixed in the gap: %d\n", (long)(at(top - 7 * PAGE, PAGE, RW, MAP_PRIVATE | MAP_FIXED) == (long)(top - 7 * PAGE)));
    say("then it grows no more: %d\n", can_store(top - 6 * PAGE));
    // mremap
    char *moved = map(4l << 20, PROT_NONE, MAP_PRIVATE);
    call(munmap, moved, 4l << 20);
    char *target = moved + (3l << 20);
    say("moved: %d\n", (long)(call(mremap, top - PAGE, PAGE, PAGE, 3, target) == (long)target));
    say("grows there: %d\n", can_store(target - 1));
    return 0;
}
