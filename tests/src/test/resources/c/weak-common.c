// Weak, common, aliased and undefined symbols.
#include "support.h"

int common;
long common_array[40];
char common_aligned[5] __attribute__((aligned(32)));
int initialised = 7;

__attribute__((weak)) int weak_data = 3;
__attribute__((weak)) int replaceable(void) { return 30; }
extern int nowhere(void) __attribute__((weak));
extern int no_data[] __attribute__((weak));

int real(int x) { return x + 1; }
int other_name(int x) __attribute__((alias("real")));
static int weak_name(int x) __attribute__((weakref("real")));
__attribute__((visibility("hidden"))) int hidden = 4;
__asm__(".globl absolute\n.set absolute, 0x7b\n.globl inside\n.set inside, initialised\n");
extern char absolute[] __attribute__((visibility("hidden")));
extern int inside;

int main(void) {
    show("common", common + common_array[any(39)] + common_aligned[any(4)]);
    common += any(5);
    common_array[any(3)] = common;
    show("common", common_array[3]);
    show("aligned", (long) common_aligned % 32);
    show("weak data", weak_data);
    show("weak function", replaceable());
    show("nowhere", nowhere ? nowhere() : -1);
    show("no data", no_data == 0);
    show("alias", other_name(any(1)) * 10 + weak_name(any(4)));
    inside = any(8);
    show("inside", *(int *) any((long) &initialised));
    show("hidden", hidden);
    return common;
}
