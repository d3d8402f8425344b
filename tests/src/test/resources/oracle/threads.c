// Threads: one memory, one table of files, one current folder, one pid; each its own tid, stack and tp.
#include "oracle.h"
#include "thread.h"

static volatile int alive[4];
static volatile long tids[4], tps[4], pids[4], file, sum;

static void body(long number) {
    long tp;
    __asm__ volatile("mv %0, tp" : "=r"(tp));
    tps[number] = tp;
    tids[number] = call(gettid);
    pids[number] = call(getpid);
    if (number == 1) {
        file = open("made-by-a-thread", O_RDWR | O_CREAT);
        call(chdir, "/");
    }
    __atomic_fetch_add(&sum, number + 1, __ATOMIC_SEQ_CST);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    int ok = 1;
    for (long i = 0; i < 4; i++) {
        long tid = start_thread(body, i, &alive[i], 4 * PAGE);
        join_thread(&alive[i]);
        ok &= tid == tids[i] && tid != call(getpid) && pids[i] == call(getpid) && tps[i] == i;
    }
    say("ok %d, sum %d\n", (long)ok, sum);
    show("its file is open", call(write, file, "abc", 3));
    char folder[100];
    call(getcwd, folder, 100);
    say("its folder %s\n", folder);
    show("not a child", reap(-1));
    call(chdir, own_folder);
    unlink("made-by-a-thread");
    leave();
    return 0;
}
