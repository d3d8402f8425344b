// A process group that loses its last link to its session while a member is stopped: SIGHUP, then SIGCONT to all.
#include "oracle.h"

static int out[2];
static volatile long *shared;

static void handler(int signal, struct siginfo *info) {
    call(write, out[1], signal == SIGHUP ? "H" : "C", 1);
    call(write, out[1], info->code == 0x80 ? "k" : "?", 1);
}

// Tells of itself, is stopped or not, and ends some time after its parent.
static _Noreturn void member(int handles) {
    long parent = call(getppid);
    if (handles) {
        on_signal(SIGHUP, (void *)handler, SA_SIGINFO, bit(SIGCONT));
        on_signal(SIGCONT, (void *)handler, SA_SIGINFO, bit(SIGHUP));
    }
    call(write, out[1], "+", 1);
    while (call(getppid) == parent) pause_ms(1);
    pause_ms(20);
    call(write, out[1], "e", 1);
    quit(0);
}

static void await_member(void) {
    char plus;
    call(read, out[0], &plus, 1);
}

static void stop(long pid) {
    int status;
    call(kill, pid, SIGSTOP);
    call(wait4, pid, &status, WUNTRACED, 0);
}

// The parent is in the session leader's group, its child in a group of its own; the parent ends.
static void parent_ends(int stops, int handles, int second) {
    long parent = fork();
    if (parent == 0) {
        long child = fork();
        if (child == 0) {
            call(setpgid, 0, 0);
            member(handles);
        }
        await_member();
        if (second) {
            long other = fork();
            if (other == 0) member(1);
            await_member();
            call(setpgid, other, child);
        }
        if (stops) stop(child);
        quit(0);
    }
    reap(parent);
}

// The process is its group's only link; a child of the same group is stopped.
static void leader_ends(int another_link) {
    long leader = fork();
    if (leader == 0) {
        call(setpgid, 0, 0);
        long child = fork();
        if (child == 0) member(1);
        await_member();
        stop(child);
        shared[0] = child;
        while (shared[1] == 0) pause_ms(1);
        quit(0);
    }
    while (shared[0] == 0) pause_ms(1);
    long other = another_link ? fork() : 0;
    if (another_link && other == 0) {
        pause_ms(10000);
        quit(0);
    }
    if (another_link) call(setpgid, other, leader);
    shared[1] = 1;
    reap(leader);
    if (another_link) {
        call(write, out[1], ".", 1);
        call(kill, shared[0], SIGKILL);
        call(kill, other, SIGKILL);
    }
}

static void in_a_session(const char *what, int which) {
    call(pipe2, out, 0);
    shared = (long *)map(PAGE, PROT_READ | PROT_WRITE, MAP_SHARED);
    long session = fork();
    if (session == 0) {
        call(setsid);
        if (which < 4) parent_ends(which != 2, which != 1, which == 3);
        else leader_ends(which == 5);
        quit(0);
    }
    call(close, out[1]);
    reap(session);
    char text[32] = {0};
    long n, at = 0;
    while (at < 31 && (n = call(read, out[0], text + at, 31 - at)) > 0) at += n;
    long hangups = 0, continues = 0;
    for (long i = 0; i < at; i++) hangups += text[i] == 'H', continues += text[i] == 'C';
    if (which == 3) say("%s: %d %d\n", what, hangups, continues);
    else say("%s: %s\n", what, text);
    call(close, out[0]);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    in_a_session("the parent ends", 0);
    in_a_session("SIGHUP kills", 1);
    in_a_session("nobody is stopped", 2);
    in_a_session("those who run hear it too", 3);
    in_a_session("the link itself ends", 4);
    in_a_session("another link is left", 5);
    return 0;
}
