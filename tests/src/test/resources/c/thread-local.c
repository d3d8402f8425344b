// Thread-local data: initialised, zero, aligned, static and visible, addressed by tp.
#include "support.h"

_Thread_local int visible = 5;
static _Thread_local long hidden = -7;
static _Thread_local char text[12] = "thread";
_Thread_local long zeros[20];
static _Thread_local struct { char c; double d; } record = {'x', 1.5};
extern _Thread_local int *pointer;
static int ordinary = 3;
_Thread_local int *pointer = &ordinary;

__attribute__((noinline)) static int next(void) {
    static _Thread_local int count;
    return ++count;
}

__attribute__((noinline)) static long *place(int i) { return &zeros[i]; }

int main(void) {
    show("visible", visible);
    show("hidden", hidden);
    put_text(text), put_char('\n');
    visible += any(10);
    hidden *= visible;
    text[any(0)] = 'T';
    for (int i = 0; i < 20; i++) *place(i) += i * hidden;
    show("hidden", hidden);
    put_text(text), put_char('\n');
    show("zeros", zeros[any(19)] + zeros[any(0)]);
    show("distance", place(7) - zeros);
    record.d += any_double(1);
    show_double("record", record.d);
    *pointer = 9;
    show("ordinary", ordinary + record.c);
    int n = 0;
    while (next() < 5) n++;
    return n * 10 + next();
}
