// mprotect: what each protection allows, splitting, the errors, and that a store makes nothing writable again.
#include "oracle.h"

static long can_run(char *at) {
    long child = fork();
    if (child == 0) {
        on_signal(SIGSEGV, (void *)SIG_DFL, 0, 0);
        ((void (*)(void))at)();
        quit(7);
    }
    long end = reap(child);
    return end == 7 ? 1 : end == 1000 + SIGSEGV ? 0 : end;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char *at = map(5 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    for (int i = 0; i < 5; i++) {
        *(unsigned *)(at + i * PAGE) = 0x00008067; // ret
    }
    static const int PROTECTIONS[] = {PROT_NONE, PROT_READ, PROT_READ | PROT_WRITE, PROT_READ | PROT_EXEC,
                                      PROT_READ | PROT_WRITE | PROT_EXEC};
    __asm__ volatile("fence.i");
    for (int i = 0; i < 5; i++) {
        show("mprotect", call(mprotect, at + 2 * PAGE, PAGE, PROTECTIONS[i]));
        say("%d: load %d store %d run %d\n", (long)PROTECTIONS[i], can_load(at + 2 * PAGE), can_store(at + 2 * PAGE),
            can_run(at + 2 * PAGE));
    }
    say("neighbours: %d %d\n", can_store(at + PAGE), can_store(at + 3 * PAGE));
    show("inside a page", call(mprotect, at + 8, PAGE, PROT_READ));
    show("wraps", call(mprotect, at, -PAGE, PROT_READ));
    show("unknown bits", call(mprotect, at, PAGE, 0x80));

    long fd = file_with("f", "x");
    long reader = open("f", O_RDONLY);
    char *shared = (char *)call(mmap, 0, PAGE, PROT_READ, MAP_SHARED, reader, 0);
    char *private = (char *)call(mmap, 0, PAGE, PROT_READ, MAP_PRIVATE, reader, 0);
    show("shared, file to read only", call(mprotect, shared, PAGE, PROT_READ | PROT_WRITE));
    show("private", call(mprotect, private, PAGE, PROT_READ | PROT_WRITE));
    private[0] = 'y';
    say("file: %s\n", content("f"));
    call(close, fd);
    unlink("f");

    // A page that is shared by fork and read-only for good stays so for both.
    at = map(PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    at[0] = 1;
    call(mprotect, at, PAGE, PROT_READ);
    say("store: %d\n", can_store(at));
    call(mprotect, at, PAGE, PROT_READ | PROT_WRITE);
    say("store: %d, still %d\n", can_store(at), (long)at[0]);
    leave();
    return 0;
}
