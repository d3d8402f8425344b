// Structs by value: in one register, in two, by reference; copied, compared by fields, returned.
#include "support.h"

struct small { char a; short b; int c; };
struct medium { long a; int b; char c[3]; };
struct large { long values[9]; char name[5]; };
struct nested { struct small s; struct medium m; struct { int x, y; } at[2]; };

__attribute__((noinline)) struct small doubled(struct small s) { return (struct small) {s.a * 2, s.b * 2, s.c * 2}; }
__attribute__((noinline)) struct medium moved(struct medium m, int by) {
    m.a += by;
    m.b -= by;
    m.c[1] = by;
    return m;
}
__attribute__((noinline)) struct large reversed(struct large l) {
    for (int i = 0; i < 4; i++) {
        long t = l.values[i];
        l.values[i] = l.values[8 - i];
        l.values[8 - i] = t;
    }
    l.name[0]++;
    return l;
}
__attribute__((noinline)) long late(int a, int b, int c, int d, int e, int f, int g, struct medium m, struct small s) {
    return a + b + c + d + e + f + g + m.a + m.b + m.c[0] + s.a + s.b + s.c;
}

int main(void) {
    struct small s = doubled((struct small) {any(100), any(-5), any(1 << 30)});
    show("a", s.a);
    show("b", s.b);
    show("c", s.c);
    struct medium m = moved((struct medium) {any(1000000000000), 5, "xy"}, any(7));
    show("a", m.a);
    show("b", m.b);
    show("c", m.c[0] * 10000 + m.c[1] * 100 + m.c[2]);
    struct large l = {{1, 2, 3, 4, 5, 6, 7, 8, any(9)}, "name"};
    struct large r = reversed(l);
    for (int i = 0; i < 9; i++) put_number(r.values[i] * 10 + l.values[i]), put_char(' ');
    put_text(r.name), put_text(l.name), put_char('\n');
    struct nested n = {s, m, {{1, 2}, {3, any(4)}}};
    struct nested copy = n;
    copy.at[0].x += copy.at[1].y;
    show("copy", copy.at[0].x - n.at[0].x + copy.m.c[1] + sizeof n);
    show("late", late(1, 2, 3, 4, 5, 6, 7, m, s));
    return offsetof(struct nested, at);
}
