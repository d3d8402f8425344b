// Writers that wait for room and readers that wait for bytes: nothing is lost, doubled or out of order.
#include "oracle.h"

static unsigned char buffer[70000];

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int ends[2], back[2];
    call(pipe2, ends, 0);
    call(pipe2, back, 0);
    long child = fork();
    if (child == 0) {
        call(close, ends[0]);
        unsigned value = 0;
        long total = 0;
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 70000; k++) buffer[k] = (unsigned char)(value++ % 251);
            total += call(write, ends[1], buffer, 70000);
        }
        quit(total == 210000);
    }
    call(close, ends[1]);
    long total = 0, wrong = 0, got;
    unsigned value = 0;
    pause_ms(10);
    while ((got = call(read, ends[0], buffer, 999)) > 0) {
        for (long k = 0; k < got; k++) wrong += buffer[k] != value++ % 251;
        total += got;
    }
    say("read %d, wrong %d\n", total, wrong);
    show("writer took all", reap(child));

    // Two processes hand a number to and fro.
    int there[2];
    call(pipe2, there, 0);
    child = fork();
    if (child == 0) {
        int number;
        call(close, there[1]);
        while (call(read, there[0], &number, 4) == 4) {
            number++;
            call(write, back[1], &number, 4);
        }
        quit(0);
    }
    int number = 0;
    for (int i = 0; i < 200; i++) {
        call(write, there[1], &number, 4);
        call(read, back[0], &number, 4);
    }
    call(close, there[1]);
    say("%d, ends %d\n", (long)number, reap(child));

    // A waiting writer is told that the last reader has gone.
    call(pipe2, ends, 0);
    child = fork();
    if (child == 0) {
        on_signal(SIGPIPE, (void *)SIG_IGN, 0, 0);
        call(close, ends[0]);
        long wrote = call(write, ends[1], buffer, 70000);
        show("a part, when the reader goes", wrote);
        show("then", call(write, ends[1], buffer, 1));
        quit(0);
    }
    struct {
        int fd;
        short events, revents;
    } writable = {ends[1], 4, 0};
    struct timespec at_once = {0, 0};
    while (call(ppoll, &writable, 1, &at_once, 0, 8) > 0) pause_ms(1); // until it is full, and the child waits
    call(close, ends[1]);
    call(close, ends[0]);
    reap(child);

    // Several writers of up to PIPE_BUF bytes do not mix.
    call(pipe2, ends, 0);
    for (int w = 0; w < 3; w++) {
        if (fork() == 0) {
            memset(buffer, 'a' + w, 1000);
            for (int i = 0; i < 50; i++) call(write, ends[1], buffer, 1000);
            quit(0);
        }
    }
    call(close, ends[1]);
    long mixed = 0, blocks = 0;
    for (;;) {
        long have = 0;
        while (have < 1000 && (got = call(read, ends[0], buffer + have, 1000 - have)) > 0) have += got;
        if (have == 0) break;
        blocks++;
        for (int k = 1; k < 1000; k++) mixed += buffer[k] != buffer[0];
    }
    say("blocks %d, mixed %d\n", blocks, mixed);
    for (int w = 0; w < 3; w++) reap(-1);
    return 0;
}
