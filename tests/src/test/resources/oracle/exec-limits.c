// What execve looks at before it gives up the old program: strings at their limits, their sum, files that are written to.
// linux: longest argument: ENOEXEC
// linux: one byte more: E2BIG
// linux: longest variable: ENOEXEC
// linux: one byte more: E2BIG
// linux: ends with its page: ENOEXEC
// linux: runs off its page: EFAULT
// linux: array runs off its page: EFAULT
// linux: 15 long arguments: ENOEXEC
// linux: 17 long arguments: E2BIG
// linux: path too long: ENAMETOOLONG
// linux: name too long: ENAMETOOLONG
// linux: being written: ETXTBSY
// linux: written no more: ENOEXEC
// linux: no arguments: ENOEXEC
// linux: a pipe: EACCES
// linux: slash behind a file: ENOTDIR
// linux: memory is as it was: 1
#include "oracle.h"

enum { LONGEST = 128 * 1024 - 1 };

static char path[5000];
static char *many[20];

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    char *none[] = {NULL};
    long fd = call(openat, AT_FDCWD, "f", O_RDWR | O_CREAT, 0700);
    call(write, fd, "x", 1);
    call(close, fd);

    // The strings end with the last mapped page.
    char *room = map(LONGEST + 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    long size = (LONGEST + PAGE) & -PAGE;
    call(munmap, room + size, PAGE);
    memset(room, 'x', (size_t)size);
    room[size - 1] = 0;
    char *end = room + size - 1;
    char *one[] = {end - LONGEST, NULL};
    show("longest argument", call(execve, "f", one, none));
    char *second = map(LONGEST + 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    memset(second, 'x', LONGEST + 1);
    char *more[] = {second, NULL};
    show("one byte more", call(execve, "f", more, none));
    show("longest variable", call(execve, "f", none, one));
    show("one byte more", call(execve, "f", none, more));
    char *last[] = {end - 1, NULL};
    show("ends with its page", call(execve, "f", last, none));
    *end = 'x';
    show("runs off its page", call(execve, "f", last, none));
    *end = 0;
    char **array = (char **)(room + size) - 1;
    long kept = *(long *)array;
    *array = path;
    show("array runs off its page", call(execve, "f", array, none));
    *(long *)array = kept;
    for (int i = 0; i < 15; i++) many[i] = end - LONGEST;
    show("15 long arguments", call(execve, "f", many, none));
    many[15] = many[16] = end - LONGEST;
    show("17 long arguments", call(execve, "f", many, none));

    for (int i = 0; i < 4096; i += 2) path[i] = '.', path[i + 1] = '/';
    show("path too long", call(execve, path, none, none));
    memset(path, 'n', 256);
    path[256] = 0;
    show("name too long", call(execve, path, none, none));
    fd = open("f", O_WRONLY);
    show("being written", call(execve, "f", none, none));
    call(close, fd);
    show("written no more", call(execve, "f", none, none));
    show("no arguments", call(execve, "f", NULL, NULL));
    int ends[2];
    call(pipe2, ends, 0);
    char link[32] = "/proc/self/fd/";
    *put_number(link + 14, (unsigned long)ends[0], 10) = 0;
    show("a pipe", call(execve, link, none, none));
    show("slash behind a file", call(execve, "f/", none, none));
    say("memory is as it was: %d\n", (long)(room[0] == 'x' && second[LONGEST] == 'x' && *end == 0));
    unlink("f");
    leave();
    return 0;
}
