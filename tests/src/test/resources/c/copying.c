// Copies and fills that the compiler turns into calls, or into loads and stores of its own.
#include "support.h"

struct block { char bytes[200]; };
struct odd { char bytes[13]; };

static struct block from, to;
static char line[300];

__attribute__((noinline)) static void by_loop(char *t, const char *f, int n) {
    for (int i = 0; i < n; i++) t[i] = f[i];
}
__attribute__((noinline)) static void clear(int *t, int n) {
    for (int i = 0; i < n; i++) t[i] = 0;
}
__attribute__((noinline)) static struct odd odd(const char *f) {
    struct odd o;
    __builtin_memcpy(&o, f, sizeof o);
    return o;
}
static unsigned long hash(const void *at, int n) {
    const unsigned char *b = at;
    unsigned long h = 14695981039346656037UL;
    while (n--) h = (h ^ *b++) * 1099511628211UL;
    return h;
}

int main(void) {
    for (int i = 0; i < 200; i++) from.bytes[i] = i * 11;
    to = from;
    show_bits("block", hash(&to, sizeof to));
    by_loop(line + any(3), from.bytes, any(200));
    show_bits("loop", hash(line, sizeof line));
    __builtin_memmove(line + any(5), line, any(150));
    __builtin_memmove(line, line + any(7), any(90));
    show_bits("moved", hash(line, sizeof line));
    __builtin_memset(line + 10, any(0x5a), 77);
    __builtin_memset(line, 0, 9);
    show_bits("filled", hash(line, sizeof line));
    struct odd o = odd(line + any(4));
    show_bits("odd", hash(&o, sizeof o));
    show("equal", __builtin_memcmp(&from, &to, sizeof to) == 0);
    to.bytes[any(150)]--;
    show("order", __builtin_memcmp(&from, &to, sizeof to) > 0);
    clear((int *) &to, any(50));
    show_bits("cleared", hash(&to, sizeof to));
    const char text[] = "a text in the frame, longer than registers hold, so that it comes from .rodata";
    __builtin_memcpy(line, text, sizeof text);
    put_text(line), put_char('\n');
    return sizeof text;
}
