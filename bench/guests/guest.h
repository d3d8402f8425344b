/*
 * What the guests of bench/compare share. A guest defines work(), which the runtime calls as often as the program's first
 * argument says, and, if it has something to set up, prepare(). The runtime prints a dot after each 64th of the work, so
 * that whoever reads them sees how fast it goes on, and at the end a checksum of all results.
 *
 * The programs need no more of a system than Linux's write and exit_group, so that they run on a bare machine, too.
 */
#ifndef GUEST_H
#define GUEST_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;

/* Called once, before the first round. */
void prepare(void);

/* One round of work, counted from 0; its result goes into the checksum. */
u64 work(u64 round);

/* Linux's system calls, by number: the result, or a negated error. */
long system_call(long number, long a, long b, long c, long d, long e, long f);

/* Ends the program with status 1 and that text. */
_Noreturn void fail(const char *text);

/* The next of a sequence that looks random (xorshift64); the seed must not be 0. */
static inline u64 next_random(u64 *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

enum {
    SYS_PIPE2 = 59,
    SYS_CLOSE = 57,
    SYS_READ = 63,
    SYS_WRITE = 64,
    SYS_EXIT_GROUP = 94,
    SYS_MUNMAP = 215,
    SYS_CLONE = 220,
    SYS_MMAP = 222,
    SYS_WAIT4 = 260,
};

#endif
