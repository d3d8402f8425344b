// Clocks and sleeping: the errors, and what must be true of every clock.
#include "oracle.h"

enum { REALTIME, MONOTONIC, PROCESS, THREAD };

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    struct timespec a, b, wrong = {0, 1000000000}, negative = {-1, 0}, past = {0, 1}, zero = {0, 0};
    show("realtime", call(clock_gettime, REALTIME, &a));
    show("unknown clock", call(clock_gettime, 77, &a));
    show("bad address", call(clock_gettime, MONOTONIC, 8));
    show("resolution", call(clock_getres, MONOTONIC, &a));
    say("%d\n", (long)(a.sec == 0 && a.nsec >= 1));
    show("resolution, nowhere to put", call(clock_getres, MONOTONIC, 0));
    show("resolution of an unknown clock", call(clock_getres, 77, &a));
    call(clock_gettime, MONOTONIC, &a);
    pause_ms(3);
    call(clock_gettime, MONOTONIC, &b);
    say("slept long enough: %d\n", (long)((b.sec - a.sec) * 1000000000 + b.nsec - a.nsec >= 3000000));
    call(clock_gettime, PROCESS, &a);
    show("process clock stands still or runs on", a.nsec >= 0 && a.nsec < 1000000000);
    show("nanosleep, bad time", call(nanosleep, &wrong, 0));
    show("nanosleep, negative", call(nanosleep, &negative, 0));
    show("nanosleep, nothing", call(nanosleep, &zero, 0));
    show("until the past", call(clock_nanosleep, MONOTONIC, 1, &past, 0));
    show("unknown clock", call(clock_nanosleep, 77, 0, &zero, 0));
    show("bad time", call(clock_nanosleep, MONOTONIC, 0, &wrong, 0));
    call(clock_gettime, MONOTONIC, &b);
    b.nsec += 2000000;
    if (b.nsec >= 1000000000) b.sec++, b.nsec -= 1000000000;
    show("until then", call(clock_nanosleep, MONOTONIC, 1, &b, 0));
    call(clock_gettime, MONOTONIC, &a);
    say("it is then: %d\n", (long)(a.sec > b.sec || (a.sec == b.sec && a.nsec >= b.nsec)));
    long buffer[4] = {-1, -1, -1, -1};
    say("times: %d\n", (long)(call(times, buffer) > 0));
    say("%d %d\n", (long)(buffer[0] >= 0), (long)(buffer[2] == 0));
    show("times, bad address", call(times, 8));
    long usage[18];
    show("getrusage", call(getrusage, 0, usage));
    show("of the children", call(getrusage, -1, usage));
    say("%d\n", usage[0] + usage[1]);
    show("of nobody", call(getrusage, 5, usage));
    show("bad address", call(getrusage, 0, 8));
    return 0;
}
