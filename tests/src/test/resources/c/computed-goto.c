// Computed goto: labels as values, in a table of addresses and in one of distances.
#include "support.h"

static long run(const unsigned char *code) {
    static const void *const labels[] = {&&push, &&add, &&multiply, &&copy, &&loop, &&end};
    long stack[8], *top = stack, steps = 0;
#define NEXT goto *labels[steps++, *code++]
    NEXT;
push:
    *top++ = *code++;
    NEXT;
add:
    top--;
    top[-1] += top[0];
    NEXT;
multiply:
    top--;
    top[-1] *= top[0];
    NEXT;
copy:
    *top = top[-1];
    top++;
    NEXT;
loop:
    if (top[-1] < 1000000) code -= *code;
    else code++;
    NEXT;
end:
    return top[-1] * 100 + steps;
}

static int distances(int n) {
    static const int table[] = {&&one - &&one, &&two - &&one, &&three - &&one};
    goto *(&&one + table[n]);
one:
    return 10;
two:
    return 20;
three:
    return 30;
}

int main(void) {
    static const unsigned char square[] = {0, 7, 3, 2, 0, 1, 1, 5};
    static const unsigned char until[] = {0, 3, 3, 2, 4, 3, 5};
    show("square", run(square));
    show("until", run(until));
    show("distances", distances(any(0)) + distances(any(1)) * 100 + distances(any(2)) * 10000);
    return distances(any(2));
}
