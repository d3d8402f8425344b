// RLIMIT_AS and RLIMIT_DATA are obeyed; QEMU ignores them.
// linux: within: 1
// linux: beyond: ENOMEM
// linux: without reserve, too: ENOMEM
// linux: heap: 1
// linux: a smaller one: 1
// linux: child: 1
// linux: data, private: ENOMEM
// linux: data, shared: 1
#include "oracle.h"

enum { DATA = 2, AS = 9 };

static long got(long result) {
    return result > 0 ? 1 : result;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    const int RW = PROT_READ | PROT_WRITE;
    unsigned long limit[2] = {64 << 20, -1ul};
    call(prlimit64, 0, AS, limit, 0);
    show("within", got(call(mmap, 0, 16 << 20, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)));
    show("beyond", call(mmap, 0, 64 << 20, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    const int FLAGS = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    show("without reserve, too", call(mmap, 0, 64 << 20, PROT_NONE, FLAGS, -1, 0));
    long heap = call(brk, 0);
    say("heap: %d\n", (long)(call(brk, heap + (64 << 20)) == heap));
    show("a smaller one", got(call(mmap, 0, PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)));
    long child = fork();
    if (child == 0) quit(call(mmap, 0, 64 << 20, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == -ENOMEM);
    show("child", reap(child));
    limit[0] = -1ul;
    call(prlimit64, 0, AS, limit, 0);
    limit[0] = 1 << 20;
    call(prlimit64, 0, DATA, limit, 0);
    show("data, private", call(mmap, 0, 2 << 20, RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    show("data, shared", got(call(mmap, 0, 2 << 20, RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0)));
    return 0;
}
