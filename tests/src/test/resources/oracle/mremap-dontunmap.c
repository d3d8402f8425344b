// MREMAP_DONTUNMAP: the pages move, the mapping stays. QEMU ignores the hint and has an error of its own for no length.
// linux: without MAYMOVE: EINVAL
// linux: with FIXED only: EINVAL
// linux: another length: EINVAL
// linux: longer: EINVAL
// linux: of no length: EINVAL
// linux: of a hole: EFAULT
// linux: moved: 1
// linux: there: 1 2 0 4
// linux: here: 0 0 0 0
// linux: apart: 1 9
// linux: fixed: 1, 2, 0
// linux: fixed over itself: EINVAL
// linux: unaligned: EINVAL
// linux: hint: 1
// linux: bad hint: EINVAL
// linux: load 1 1 store 0 0
// linux: shared: 3 3 8
// linux: file: Content content
// linux: child: 1
// linux: parent: 1
// linux: unmap: 0
// linux: 0
#include "oracle.h"

enum { MAYMOVE = 1, FIXED = 2, DONTUNMAP = 4 };

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    const int RW = PROT_READ | PROT_WRITE;
    char *p = map(4 * PAGE, RW, MAP_PRIVATE);
    p[0] = 1, p[PAGE] = 2, p[3 * PAGE] = 4;
    show("without MAYMOVE", call(mremap, p, 4 * PAGE, 4 * PAGE, DONTUNMAP));
    show("with FIXED only", call(mremap, p, 4 * PAGE, 4 * PAGE, DONTUNMAP | FIXED, p + 64 * PAGE));
    show("another length", call(mremap, p, 4 * PAGE, 2 * PAGE, DONTUNMAP | MAYMOVE));
    show("longer", call(mremap, p, 4 * PAGE, 5 * PAGE, DONTUNMAP | MAYMOVE));
    show("of no length", call(mremap, p, 0, 0, DONTUNMAP | MAYMOVE));
    show("of a hole", call(mremap, 0x7000, PAGE, PAGE, DONTUNMAP | MAYMOVE));
    char *q = (char *)call(mremap, p, 4 * PAGE, 4 * PAGE, DONTUNMAP | MAYMOVE);
    say("moved: %d\n", (long)(q != p && (long)q > 0));
    say("there: %d %d %d %d\n", (long)q[0], (long)q[PAGE], (long)q[2 * PAGE], (long)q[3 * PAGE]);
    say("here: %d %d %d %d\n", (long)p[0], (long)p[PAGE], (long)p[2 * PAGE], (long)p[3 * PAGE]);
    p[0] = 9;
    say("apart: %d %d\n", (long)q[0], (long)p[0]);
    // A part of a mapping, to a fixed place that is taken.
    char *r = map(4 * PAGE, RW, MAP_PRIVATE);
    r[0] = 5;
    long at = call(mremap, q + PAGE, PAGE, PAGE, DONTUNMAP | MAYMOVE | FIXED, r);
    say("fixed: %d, %d, %d\n", (long)(at == (long)r), (long)r[0], (long)q[PAGE]);
    show("fixed over itself", call(mremap, q, 2 * PAGE, 2 * PAGE, DONTUNMAP | MAYMOVE | FIXED, q + PAGE));
    show("unaligned", call(mremap, q, PAGE, PAGE, DONTUNMAP | MAYMOVE | FIXED, r + 1));
    // The new address is a hint.
    char *hole = map(8 * PAGE, RW, MAP_PRIVATE);
    call(munmap, hole, 8 * PAGE);
    at = call(mremap, q, PAGE, PAGE, DONTUNMAP | MAYMOVE, hole + 2 * PAGE);
    say("hint: %d\n", (long)(at == (long)(hole + 2 * PAGE)));
    show("bad hint", call(mremap, q, PAGE, PAGE, DONTUNMAP | MAYMOVE, 1));
    // Protection stays.
    call(mprotect, hole + 2 * PAGE, PAGE, PROT_READ);
    at = call(mremap, hole + 2 * PAGE, PAGE, PAGE, DONTUNMAP | MAYMOVE | FIXED, hole + 4 * PAGE);
    say("load %d %d store %d %d\n", can_load(hole + 2 * PAGE), can_load(at), can_store(hole + 2 * PAGE), can_store(at));
    // Shared memory, and a file's: both places have it.
    char *s = map(2 * PAGE, RW, MAP_SHARED);
    s[0] = 3;
    char *t = (char *)call(mremap, s, 2 * PAGE, 2 * PAGE, DONTUNMAP | MAYMOVE);
    t[PAGE] = 8;
    say("shared: %d %d %d\n", (long)t[0], (long)s[0], (long)s[PAGE]);
    enter();
    long fd = file_with("file", "content");
    char *f = (char *)call(mmap, 0, PAGE, RW, MAP_PRIVATE, fd, 0);
    f[0] = 'C';
    char *g = (char *)call(mremap, f, PAGE, PAGE, DONTUNMAP | MAYMOVE);
    say("file: %s %s\n", g, f);
    unlink("file");
    leave();
    // With a child: copy-on-write goes along.
    char *c = map(PAGE, RW, MAP_PRIVATE);
    c[0] = 1;
    long child = fork();
    if (child == 0) {
        char *d = (char *)call(mremap, c, PAGE, PAGE, DONTUNMAP | MAYMOVE);
        d[0] = 2;
        quit(c[0] == 0 && d[0] == 2);
    }
    show("child", reap(child));
    say("parent: %d\n", (long)c[0]);
    unsigned char vec[4];
    call(mincore, p, 4 * PAGE, vec);
    show("unmap", call(munmap, p, 4 * PAGE));
    say("%d\n", can_load(p));
    return 0;
}
