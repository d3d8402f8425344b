#include "linux.h"
struct point { short x; long y; char name[5]; };
struct shape { struct point corner[3]; unsigned kind : 3; signed depth : 5; union { long all; unsigned char byte[8]; } bits; };
static struct shape constant = {{{1, -2, "one"}, {3, 1L << 40, "two"}, {-5, 6, "tri"}}, 5, -7, {0x1122334455667788}};
static struct shape turned(struct shape old, int by) {
    struct shape result = old;
    for (int i = 0; i < 3; i++) {
        result.corner[i] = old.corner[(i + by) % 3];
    }
    result.depth += by;
    result.bits.byte[by] ^= 0xff;
    return result;
}
static struct point small(int x) { struct point p = {x, x * 1000L, "pt"}; return p; }
int main(int argc, char **argv, char **envp) {
    struct shape one = turned(constant, 1), two = turned(one, 2);
    for (int i = 0; i < 3; i++) {
        print(one.corner[i].name);
        line("", one.corner[i].x + one.corner[i].y);
        print(two.corner[i].name);
        line("", two.corner[i].x * two.corner[i].y);
    }
    line("kind", one.kind);
    line("depth", two.depth);
    line("bits", two.bits.all);
    line("size", sizeof(struct shape));
    line("point", small(7).y + small(-3).x);
    return 0;
}
