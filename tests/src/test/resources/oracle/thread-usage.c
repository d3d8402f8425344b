// RUSAGE_THREAD is the calling thread's share of RUSAGE_SELF.
#include "oracle.h"
#include "thread.h"

struct usage {
    long user_s, user_us, system_s, system_us, maxrss, unused[3], minflt, majflt, more[6], nvcsw, nivcsw;
};

static long user(struct usage *usage) {
    return usage->user_s * 1000000 + usage->user_us;
}

static volatile int alive;
static long busy_us;
static volatile char pages[64 * 4096];

static void busy(long argument) {
    struct usage own, all;
    for (volatile long n = 0; n < 16000000; n++) {}
    for (int i = 0; i < 64; i++) pages[i * 4096l] = 1;
    call(getrusage, 1, &own);
    call(getrusage, 0, &all);
    busy_us = user(&own);
    say("a thread that works uses time: %d\n", (long)(busy_us > 0));
    say("its page faults: %d\n", (long)(own.minflt >= 60));
    say("maxrss is the process's: %d\n", (long)(own.maxrss == all.maxrss));
    (void)argument;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    struct usage own, all;
    start_thread(busy, 0, &alive, 65536);
    join_thread(&alive);
    call(getrusage, 1, &own);
    call(getrusage, 0, &all);
    say("the first thread has used less: %d\n", (long)(user(&own) < busy_us));
    say("all is more: %d\n", (long)(user(&all) >= busy_us / 2));
    say("faults: %d\n", (long)(own.minflt < all.minflt - 50));
    pause_ms(1);
    long before = own.nvcsw;
    call(getrusage, 1, &own);
    say("it waited: %d\n", (long)(own.nvcsw > before));
    show("who", call(getrusage, 2, &own));
    show("who", call(getrusage, -2, &own));
    show("where", call(getrusage, 1, 8));
    return 0;
}
