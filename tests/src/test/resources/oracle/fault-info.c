// What siginfo says of faults: the signal, si_code, and the address to the byte; loads, stores, fetches, illegal
// instructions, breakpoints. The handler goes on behind the fault by changing pc in the context.
#include "oracle.h"

static char *base;
static volatile long pc_set, faults;

static void handler(int signal, struct siginfo *info, char *context) {
    unsigned long *pc = (unsigned long *)(context + 176);
    unsigned long *ra = (unsigned long *)(context + 184);
    long offset = (long)info->addr - (signal == SIGSEGV || signal == SIGBUS ? (long)base : (long)*pc);
    if ((unsigned long)info->addr < 4096) offset = (long)info->addr;
    say("signal %d code %d at %d\n", (long)signal, (long)info->code, offset);
    faults++;
    if (pc_set) *pc = *ra; // a jump to nowhere: return from it
    else *pc += 4;
}

static void load(char *at) {
    __asm__ volatile("lb a5, 0(%0)" : : "r"(at) : "a5", "memory");
}

static void load8(char *at) {
    __asm__ volatile("ld a5, 0(%0)" : : "r"(at) : "a5", "memory");
}

static void store(char *at) {
    __asm__ volatile("sb zero, 0(%0)" : : "r"(at) : "memory");
}

static void run(char *at) {
    pc_set = 1;
    __asm__ volatile("jalr ra, 0(%0)" : : "r"(at) : "ra", "memory");
    pc_set = 0;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    base = map(6 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    call(munmap, base + PAGE, PAGE);
    call(mprotect, base + 2 * PAGE, PAGE, PROT_READ);
    call(mprotect, base + 3 * PAGE, PAGE, PROT_NONE);
    static const int SIGNALS[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP};
    for (int i = 0; i < 4; i++) on_signal(SIGNALS[i], handler, SA_SIGINFO, 0);
    say("not mapped\n");
    load(base + PAGE + 5);
    store(base + PAGE + 77);
    run(base + PAGE + 8);
    say("read-only\n");
    store(base + 2 * PAGE + 9);
    load(base + 2 * PAGE);
    run(base + 2 * PAGE);
    say("no access\n");
    load(base + 3 * PAGE + 1);
    store(base + 3 * PAGE + 2);
    run(base + 3 * PAGE + 4);
    say("null\n");
    load((char *)16);
    store((char *)0);
    run((char *)0);
    say("across the edge\n");
    load8(base + PAGE - 8);
    say("instructions\n");
    __asm__ volatile(".word 0xffffffff");
    __asm__ volatile(".word 0x00100073"); // ebreak
    __asm__ volatile(".word 0x30200073"); // mret: the machine's own
    say("faults %d\n", faults);
    return 0;
}
