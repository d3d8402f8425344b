#include "linux.h"
struct item { unsigned key; short rank; char tag; };
static struct item items[500];
static unsigned seed = 12345;
static unsigned next(void) { return seed = seed * 1103515245u + 12345; }
static void quicksort(struct item *low, struct item *high) {
    if (high - low < 2) { return; }
    struct item pivot = low[(high - low) / 2], *i = low, *j = high - 1;
    while (i <= j) {
        while (i->key < pivot.key) { i++; }
        while (j->key > pivot.key) { j--; }
        if (i <= j) { struct item t = *i; *i++ = *j; *j-- = t; }
    }
    quicksort(low, j + 1);
    quicksort(i, high);
}
int main(int argc, char **argv, char **envp) {
    for (int i = 0; i < 500; i++) { items[i].key = next() >> 3; items[i].rank = i; items[i].tag = next() >> 24; }
    quicksort(items, items + 500);
    long sum = 0;
    for (int i = 0; i < 500; i++) { sum = sum * 31 + items[i].key + items[i].rank + items[i].tag; }
    for (int i = 1; i < 500; i++) { if (items[i - 1].key > items[i].key) { return 1; } }
    line("sum", sum);
    return 0;
}
