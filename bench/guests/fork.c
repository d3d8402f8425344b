/* fork, exit and wait: a round is one child, of a parent with 16 pages of data, which ends at once. */
#include "guest.h"

enum { SIGCHLD = 17, PAGE = 4096, PAGES = 16 };

static u8 data[PAGES * PAGE];

void prepare(void) {
    for (int page = 0; page < PAGES; page++) {
        data[page * PAGE] = 1;
    }
}

u64 work(u64 round) {
    u32 status = (u32)round & 127;
    long child = system_call(SYS_CLONE, SIGCHLD, 0, 0, 0, 0, 0);
    if (child == 0) {
        system_call(SYS_EXIT_GROUP, status, 0, 0, 0, 0, 0);
    }
    u32 waited = 0;
    if (child < 0 || system_call(SYS_WAIT4, child, (long)&waited, 0, 0, 0, 0) != child || waited != status << 8) {
        fail("a child went astray");
    }
    return waited;
}
