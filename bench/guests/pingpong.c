/* Two processes and two pipes: a round sends a byte to the child, which sends it back, 10 times. */
#include "guest.h"

enum { SIGCHLD = 17, TURNS = 10 };

static int ping[2], pong[2];

static void child(void) {
    u8 byte;
    system_call(SYS_CLOSE, ping[1], 0, 0, 0, 0, 0);
    while (system_call(SYS_READ, ping[0], (long)&byte, 1, 0, 0, 0) == 1) {
        byte++;
        system_call(SYS_WRITE, pong[1], (long)&byte, 1, 0, 0, 0);
    }
    system_call(SYS_EXIT_GROUP, 0, 0, 0, 0, 0, 0);
}

void prepare(void) {
    if (system_call(SYS_PIPE2, (long)ping, 0, 0, 0, 0, 0) != 0 || system_call(SYS_PIPE2, (long)pong, 0, 0, 0, 0, 0) != 0) {
        fail("no pipes");
    }
    if (system_call(SYS_CLONE, SIGCHLD, 0, 0, 0, 0, 0) == 0) {
        child();
    }
}

u64 work(u64 round) {
    u8 byte = (u8)round;
    for (int turn = 0; turn < TURNS; turn++) {
        if (system_call(SYS_WRITE, ping[1], (long)&byte, 1, 0, 0, 0) != 1
                || system_call(SYS_READ, pong[0], (long)&byte, 1, 0, 0, 0) != 1) {
            fail("a byte was lost");
        }
    }
    return byte;
}
