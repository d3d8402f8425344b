// Sections of its own for code and data, literals that are merged, alignments, data that is only read.
#include "support.h"

__attribute__((section(".text.cold"), noinline)) static int cold(int x) { return x * 3; }
__attribute__((hot, noinline)) static int hot(int x) { return x + cold(x); }
__attribute__((section("table"), used)) static int first = 1;
__attribute__((section("table"), used)) static int second = 2;
__attribute__((section("table"), used)) static int third = 3;
extern int __start_table[] __attribute__((visibility("hidden")));
extern int __stop_table[] __attribute__((visibility("hidden")));
__attribute__((aligned(4096))) static char page[100];
__attribute__((aligned(256))) static const char constant[3] = {1, 2, 3};
static char small_zero;
static long small_data = 5;
static char large_zero[5000];
static const double shared_constant = 2.718281828;
__attribute__((aligned(64), noinline)) static int aligned_code(int x) { return x ^ 1; }
__asm__(".ident \"made for a test\"\n.section .note.test, \"\", @note\n.word 4, 4, 1\n.asciz \"abc\"\n.word 7\n.text");

static const char *one(void) { return "merged text"; }
static const char *other(void) { return "another merged text"; }

int main(void) {
    show("hot", hot(any(5)));
    int sum = 0;
    for (int *p = __start_table; p < __stop_table; p++) sum += *p;
    show("table", sum);
    show("page", ((long) page & 4095) + page[any(99)]);
    show("constant", ((long) constant & 255) + constant[any(2)]);
    show("small", small_zero + small_data + large_zero[any(4999)]);
    small_zero = any(3);
    large_zero[any(4000)] = small_zero;
    show("large", large_zero[4000]);
    show_double("shared", shared_constant * any_double(1));
    show("code", ((long) aligned_code & 63) + aligned_code(any(6)));
    put_text(one()), put_char(' '), put_text(other()), put_char('\n');
    return first + second + third;
}
