// Arrays of one, two and three dimensions: where an element lies, and pointers that run over them.
#include "support.h"

static int line[100];
static long plane[12][7];
static short space[3][4][5];
static const char signs[4][6] = {"north", "east", "south", "west"};
static struct { char tag; double d; } records[10];

static long sum(const long (*rows)[7], int n) {
    long s = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < 7; j++) s += rows[i][j] * (j + 1);
    return s;
}

int main(void) {
    for (int i = 0; i < 100; i++) line[i] = i * i - 50 * i;
    for (int i = 0; i < 12; i++)
        for (int j = 0; j < 7; j++) plane[i][j] = i * 100 + j;
    for (int i = 0; i < 60; i++) (&space[0][0][0])[i] = i * 3;
    for (int i = 0; i < 10; i++) records[i].tag = 'a' + i, records[i].d = i / 4.0;
    int *p = line + 99, least = *p;
    while (p-- > line) least = *p < least ? *p : least;
    show("least", least);
    show("sum", sum(plane, 12));
    show("from the fourth row", sum(plane + 3, any(5)));
    show("element", space[any(2)][any(1)][any(4)]);
    show("distance", &plane[11][6] - &plane[0][0]);
    show("bytes", (char *) &records[any(9)].d - (char *) records);
    put_text(signs[any(2)]), put_char('\n');
    show_double("record", records[any(7)].d + records[any(3)].tag);
    for (int i = 0; i < 99; i++) line[i] = line[i + 1];
    show("moved", line[98] - line[any(0)]);
    long last = 0;
    for (int i = 99; i >= 0; i -= 9) last = last * 2 + line[i];
    show("last", last);
    return plane[11][6] & 127;
}
