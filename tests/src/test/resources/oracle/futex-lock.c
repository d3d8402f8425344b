// Four threads add to one number under a lock of one word and futex; and wake counts.
#include "oracle.h"
#include "thread.h"

static volatile int lock, alive[4], gate, passed;
static volatile long total;

static void take(void) {
    int expected = 0;
    if (__atomic_compare_exchange_n(&lock, &expected, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
    while (__atomic_exchange_n(&lock, 2, __ATOMIC_ACQUIRE) != 0) call(futex, &lock, FUTEX_WAIT, 2, 0);
}

static void give(void) {
    if (__atomic_exchange_n(&lock, 0, __ATOMIC_RELEASE) == 2) call(futex, &lock, FUTEX_WAKE, 1);
}

static void body(long number) {
    for (int i = 0; i < 500; i++) {
        take();
        long before = total;
        if (i % 50 == number) call(sched_yield);
        total = before + 1;
        give();
    }
}

static void at_the_gate(long number) {
    (void)number;
    while (gate == 0) call(futex, &gate, FUTEX_WAIT, 0, 0);
    __atomic_fetch_add(&passed, 1, __ATOMIC_SEQ_CST);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    for (long i = 0; i < 4; i++) start_thread(body, i, &alive[i], 4 * PAGE);
    for (int i = 0; i < 4; i++) join_thread(&alive[i]);
    say("total %d, lock %d\n", total, (long)lock);
    for (long i = 0; i < 4; i++) start_thread(at_the_gate, i, &alive[i], 4 * PAGE);
    pause_ms(20);
    say("passed %d\n", (long)passed);
    gate = 1;
    call(futex, &gate, FUTEX_WAKE, 0x7fffffff);
    for (int i = 0; i < 4; i++) join_thread(&alive[i]);
    say("passed %d\n", (long)passed);

    // In shared memory, between processes.
    volatile int *shared = (int *)map(PAGE, PROT_READ | PROT_WRITE, MAP_SHARED);
    long child = fork();
    if (child == 0) {
        while (*shared == 0) call(futex, shared, FUTEX_WAIT, 0, 0);
        quit(*shared);
    }
    pause_ms(10);
    *shared = 9;
    call(futex, shared, FUTEX_WAKE, 1);
    show("another process", reap(child));
    return 0;
}
