/* Page faults: a round maps 256 pages, stores to each, and unmaps them. */
#include "guest.h"

enum { PAGE = 4096, PAGES = 256, PROT_READ_WRITE = 3, MAP_PRIVATE_ANONYMOUS = 0x22 };

u64 work(u64 round) {
    long mapped = system_call(SYS_MMAP, 0, PAGES * PAGE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
    if (mapped < 0) {
        fail("no memory");
    }
    volatile u64 *memory = (volatile u64 *)mapped;
    u64 sum = 0;
    for (u64 page = 0; page < PAGES; page++) {
        volatile u64 *word = memory + page * (PAGE / sizeof(u64));
        sum += *word + page;
        *word = round;
    }
    if (system_call(SYS_MUNMAP, mapped, PAGES * PAGE, 0, 0, 0, 0) != 0) {
        fail("munmap failed");
    }
    return sum;
}
