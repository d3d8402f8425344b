// A random walk of mmap, munmap, mprotect, mremap, madvise, and forks whose children scribble: after each step
// it is told what of 24 pages can be read, what can be written, and what they hold.
#include "oracle.h"

enum { PAGES = 24, STEPS = 400, MAYMOVE = 1, FIXED = 2, MADV_DONTNEED = 4 };

static unsigned long state = 12345;
static int pipe_ends[2];
static char *window;
static long file;

static unsigned long next(unsigned long below) {
    state = state * 6364136223846793005ul + 1442695040888963407ul;
    return (state >> 33) % below;
}

// The page's first byte; -1 if it cannot be read.
static int peek(char *page) {
    unsigned char byte;
    if (call(write, pipe_ends[1], page, 1) != 1) return -1;
    call(read, pipe_ends[0], &byte, 1);
    return byte;
}

// Whether the page could be written; it is, with what it held if it can be read.
static int writable(char *page, int held) {
    unsigned char byte = (unsigned char)(held < 0 ? 0 : held);
    call(write, pipe_ends[1], &byte, 1);
    if (call(read, pipe_ends[0], page, 1) == 1) return 1;
    call(read, pipe_ends[0], &byte, 1);
    return 0;
}

static void poke(char *page, int value) {
    unsigned char byte = (unsigned char)value;
    call(write, pipe_ends[1], &byte, 1);
    if (call(read, pipe_ends[0], page, 1) != 1) call(read, pipe_ends[0], &byte, 1);
}

static void tell(const char *what, long from, long count, long result) {
    char pages[PAGES * 3 + 1];
    char *at = pages;
    for (int i = 0; i < PAGES; i++) {
        char *page = window + i * PAGE;
        int held = peek(page);
        int stores = writable(page, held);
        if (held < 0) {
            *at++ = stores ? 'w' : '-';
        } else {
            if (!stores) *at++ = '=';
            at = put_number(at, (unsigned long)held % 16, 16);
        }
    }
    *at = 0;
    if (result >= (long)window && result < (long)window + PAGES * PAGE) result = (result - (long)window) / PAGE;
    say("%s %d+%d: %e %s\n", what, from, count, result, pages);
}

static int all_mapped(long from, long count) {
    for (long i = from; i < from + count; i++) {
        unsigned char resident;
        if (call(mincore, window + i * PAGE, PAGE, &resident) != 0) return 0;
    }
    return 1;
}

static void step(int number) {
    const int RW = PROT_READ | PROT_WRITE;
    long from = (long)next(PAGES - 4), count = 1 + (long)next(4);
    char *at = window + from * PAGE;
    switch (next(12)) {
    case 0:
    case 1:
        tell("anonymous", from, count,
             call(mmap, at, count * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
        break;
    case 2:
        tell("file", from, count,
             call(mmap, at, count * PAGE, RW, (next(2) ? MAP_SHARED : MAP_PRIVATE) | MAP_FIXED, file, next(3) * PAGE));
        break;
    case 3:
        tell("munmap", from, count, call(munmap, at, count * PAGE));
        break;
    case 4:
        if (all_mapped(from, count)) {
            tell("mprotect", from, count, call(mprotect, at, count * PAGE, next(3) == 0 ? RW : PROT_READ));
        }
        break;
    case 5:
        if (all_mapped(from, 1)) {
            long to = (from + 1 + (long)next(PAGES - 1)) % PAGES;
            tell("move to", from, to, call(mremap, at, PAGE, PAGE, MAYMOVE | FIXED, window + to * PAGE));
        }
        break;
    case 6:
        if (all_mapped(from, 1)) tell("grow", from, count, call(mremap, at, PAGE, (count + 1) * PAGE, 0));
        break;
    case 7:
        if (all_mapped(from, count)) tell("shrink", from, count, call(mremap, at, count * PAGE, PAGE, 0));
        break;
    case 8:
        if (all_mapped(from, count)) tell("dontneed", from, count, call(madvise, at, count * PAGE, MADV_DONTNEED));
        break;
    case 9: {
        long child = fork();
        if (child == 0) {
            // What is shared with the parent is left alone.
            for (int i = 0; i < PAGES; i++) peek(window + i * PAGE);
            char *own = map(PAGE, RW, MAP_PRIVATE);
            call(mremap, own, PAGE, PAGE, MAYMOVE | FIXED, window + from * PAGE);
            call(munmap, window + ((from + 7) % PAGES) * PAGE, PAGE);
            poke(window + from * PAGE, 99);
            tell("child", from, 1, 0);
            quit(0);
        }
        tell("parent", from, 1, reap(child));
        break;
    }
    default:
        for (int i = 0; i < 4; i++) poke(window + ((from + i) % PAGES) * PAGE, number + i);
        tell("store", from, 4, 0);
    }
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    file = file_with("f", "");
    call(ftruncate, file, 8 * PAGE);
    call(pipe2, pipe_ends, 0);
    window = map((PAGES + 32) * PAGE, PROT_NONE, MAP_PRIVATE) + 16 * PAGE;
    call(munmap, window, PAGES * PAGE);
    for (int number = 0; number < STEPS; number++) step(number);
    char text[8];
    for (int i = 0; i < 8; i++) {
        call(pread64, file, text, 1, i * PAGE);
        say("file page %d: %d\n", (long)i, (long)(unsigned char)text[0]);
    }
    unlink("f");
    leave();
    return 0;
}
