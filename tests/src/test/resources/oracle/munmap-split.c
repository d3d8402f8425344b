// munmap in the middle, at the ends, and across several mappings with a hole: what stays keeps its contents.
#include "oracle.h"

static char *at;

static void tell(const char *what) {
    char line[16];
    for (int i = 0; i < 10; i++) line[i] = can_load(at + i * PAGE) ? (char)(at[i * PAGE] + '0') : '-';
    line[10] = 0;
    say("%s %s\n", line, what);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    const int RW = PROT_READ | PROT_WRITE;
    at = map(10 * PAGE, RW, MAP_PRIVATE);
    for (char i = 0; i < 10; i++) at[i * PAGE] = i;
    tell("mapped");
    call(munmap, at + 4 * PAGE, 2 * PAGE);
    tell("the middle is gone");
    call(munmap, at, PAGE);
    tell("the first is gone");
    call(munmap, at + 9 * PAGE, PAGE);
    tell("the last is gone");
    show("across the hole", call(munmap, at + 3 * PAGE, 4 * PAGE));
    tell("");
    call(mmap, at + 2 * PAGE, 3 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    tell("mapped over: zero");
    call(mprotect, at + PAGE, 2 * PAGE, PROT_READ);
    at[3 * PAGE] = 9;
    tell("two regions, three protections");
    say("stores: %d %d %d\n", can_store(at + PAGE), can_store(at + 2 * PAGE), can_store(at + 3 * PAGE));
    show("all", call(munmap, at, 10 * PAGE));
    tell("");
    return 0;
}
