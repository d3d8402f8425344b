// Static data with addresses in it: of data, of functions, inside of arrays, of literals, differences of labels.
#include "support.h"

struct node { struct node *left, *right; const char *name; long key; };

static struct node nodes[5] = {
    {&nodes[1], &nodes[2], "root", 50}, {&nodes[3], 0, "left", 20}, {0, &nodes[4], "right", 80},
    {0, 0, "least", 10}, {0, 0, "most", 90}};

static const char message[] = "message";
static const char *const middle = message + 3;
static const int numbers[] = {1, 2, 3, 4};
const int *ends[] = {numbers, numbers + 4, &numbers[-1] + 2};
static long self = (long) &self;
static short halves[] = {-1, 32767, [5] = 7};
static double reals[] = {0.1, -0.0, 1e300, __builtin_inf()};
static float singles[] = {0.1f, 3e38f};
static __int128 huge = (__int128) 0x123456789 << 70;
static char filled[100] = {[98] = 'z'};
static struct { char a; long b; char c; } padded[2] = {{1, 2, 3}, {4, 5, 6}};
extern const int distance;
__asm__(".section .rodata\n.balign 4\n.globl distance\ndistance: .word here - there, there - here\nthere: .zero 12\nhere:\n.text");

static long total(const struct node *n) { return n ? n->key + 2 * total(n->left) + 3 * total(n->right) : 0; }

int main(void) {
    show("total", total(&nodes[any(0)]));
    for (const struct node *n = nodes; n; n = n->right) put_text(n->name), put_char(' ');
    put_text(middle), put_char('\n');
    show("ends", ends[any(1)] - ends[any(0)] + *ends[any(2)] * 100);
    show("self", self == (long) &self);
    show("halves", halves[any(1)] + halves[any(5)] + halves[any(4)]);
    for (int i = 0; i < 4; i++) show_double("real", reals[any(i)]);
    show_float("single", singles[any(1)]);
    show_bits("huge", (unsigned long) (huge >> any(64)));
    show("filled", filled[any(98)] + filled[any(99)]);
    show("padded", padded[any(1)].b * sizeof *padded);
    show("distance", *(const int *) any((long) &distance));
    return nodes[any(3)].key;
}
