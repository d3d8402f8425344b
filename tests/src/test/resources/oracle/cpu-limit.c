// RLIMIT_CPU: SIGXCPU when the soft limit is used up, and each second again, SIGKILL at the hard one.
#include "oracle.h"

enum { CPU = 0 };

static volatile int caught, code;

static void handler(int signal, struct siginfo *info) {
    caught += signal == SIGXCPU;
    code = info->code;
}

static void limit(unsigned long soft, unsigned long hard) {
    unsigned long limits[2] = {soft, hard};
    call(prlimit64, 0, CPU, limits, 0);
}

static void used(void) {
    unsigned long limits[2];
    call(prlimit64, 0, CPU, 0, limits);
    say("caught %d, code %x, soft %d, hard %d\n", (long)caught, (long)code, limits[0], limits[1]);
}

// Page after page, which misses the TLB each time and so takes long in simulated time, too.
static void burn(int signals) {
    static volatile char pages[256 * PAGE];
    for (long page = 0; caught < signals; page = (page + 1) % 256) (void)pages[page * PAGE];
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    long child = fork();
    if (child == 0) {
        on_signal(SIGXCPU, handler, SA_SIGINFO, 0);
        limit(0, 1);
        burn(1);
        used();
        burn(9);
    }
    show("at the hard limit", reap(child));
    child = fork();
    if (child == 0) {
        limit(0, 5);
        burn(1);
    }
    show("by default", reap(child));
    return 0;
}
