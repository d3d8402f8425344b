// A thread as the C library makes one: its own stack, the rest shared, and a word that is cleared when it has ended.
enum { FUTEX_WAIT, FUTEX_WAKE };

static long start_thread(void (*body)(long), long argument, volatile int *alive, long stack_size) {
    char *stack = map(stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE) + stack_size;
    void **top = (void **)(stack - 32);
    top[0] = (void *)body;
    top[1] = (void *)argument;
    *alive = 1;
    register long a0 __asm__("a0") = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
                                     CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
    register long a1 __asm__("a1") = (long)top;
    register long a2 __asm__("a2") = (long)alive;
    register long a3 __asm__("a3") = argument; // tp
    register long a4 __asm__("a4") = (long)alive;
    register long a7 __asm__("a7") = NR_clone;
    __asm__ volatile("ecall\n"
                     "bnez a0, 1f\n"
                     "ld a0, 8(sp)\n"
                     "ld t0, 0(sp)\n"
                     "jalr t0\n"
                     "li a0, 0\n"
                     "li a7, 93\n"
                     "ecall\n"
                     "1:\n"
                     : "+r"(a0)
                     : "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a7)
                     : "memory");
    return a0;
}

static inline void join_thread(volatile int *alive) {
    for (int now; (now = *alive) != 0;) call(futex, alive, FUTEX_WAIT, now, 0);
}
