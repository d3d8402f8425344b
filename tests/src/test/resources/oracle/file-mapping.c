// A shared mapping, read and write see the same bytes at once; a private one keeps its stores for itself; both outlive
// the descriptor and the name.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    const int RW = PROT_READ | PROT_WRITE;
    long fd = file_with("f", "hello");
    char *shared = (char *)call(mmap, 0, PAGE, RW, MAP_SHARED, fd, 0);
    char *again = (char *)call(mmap, 0, PAGE, PROT_READ, MAP_SHARED, fd, 0);
    char *private = (char *)call(mmap, 0, PAGE, RW, MAP_PRIVATE, fd, 0);
    say("%s %s %s\n", shared, again, private);
    shared[0] = 'J';
    say("store: file %s, shared %s, private %s\n", content("f"), again, private);
    call(pwrite64, fd, "M", 1, 1);
    say("write: shared %s, private %s\n", shared, private);
    private[2] = '_';
    call(pwrite64, fd, "12345", 5, 0);
    say("private has its copy: %s, shared %s\n", private[0] == 'J' ? "yes" : private[0] == '1' ? "no" : "?", shared);
    private[3] = '_';
    say("private %s, file %s\n", private + 2, content("f"));

    long zeros = 0;
    for (int i = 5; i < PAGE; i++) zeros += shared[i] != 0;
    say("behind the end: %d bytes not zero\n", zeros);
    shared[5] = '!';
    say("the file is no longer for it: %d\n", call(lseek, fd, 0, SEEK_END));
    say("content %s\n", content("f"));
    call(pwrite64, fd, "789", 3, 6);
    say("grown: %d bytes, %s\n", call(lseek, fd, 0, SEEK_END), shared + 6);

    long child = fork();
    if (child == 0) {
        shared[0] = 'C';
        private[0] = 'c';
        quit(0);
    }
    reap(child);
    say("after the child: %d %d\n", (long)shared[0], (long)(private[0] != 'c'));
    call(close, fd);
    unlink("f");
    shared[1] = 'D';
    say("outlives the name: %d %d\n", (long)again[1], (long)again[0]);
    call(munmap, shared, PAGE);
    say("one goes, one stays: %d\n", (long)again[1]);

    char written[8] = {0};
    fd = file_with("g", "keep");
    shared = (char *)call(mmap, 0, PAGE, RW, MAP_SHARED, fd, 0);
    shared[0] = 'W';
    call(munmap, shared, PAGE);
    call(read, fd, written, 4);
    say("written back: %s\n", written);
    unlink("g");
    leave();
    return 0;
}
