// Inline assembly: constraints, numeric labels, repeated lines, a control register, a section of its own, clobbers.
#include "support.h"

static unsigned long sum_to(unsigned long n) {
    unsigned long sum = 0;
    __asm__("1: beqz %1, 2f\n"
            "   add %0, %0, %1\n"
            "   addi %1, %1, -1\n"
            "   j 1b\n"
            "2:"
            : "+r"(sum), "+r"(n));
    return sum;
}

static long times_33(long x) {
    __asm__("mv t0, %0\n"
            ".rept 5\n"
            "    slli %0, %0, 1\n"
            ".endr\n"
            "    add %0, %0, t0"
            : "+r"(x)
            :
            : "t0");
    return x;
}

static int rounding(int mode, double x) {
    int old, result;
    __asm__ volatile("fsrm %0, %2\n fcvt.w.d %1, %3, dyn\n fsrm %0" : "=&r"(old), "=&r"(result) : "r"(mode), "f"(x));
    return result;
}

struct place { const char *name; long value; };

#define REMEMBER(text, number)                                \
    __asm__ volatile(".pushsection .rodata.str1.8, \"aMS\", @progbits, 1\n" \
                     "9: .string \"" text "\"\n"              \
                     ".popsection\n"                          \
                     ".pushsection places, \"aw\"\n"          \
                     ".balign 8\n"                            \
                     ".dword 9b, %0\n"                        \
                     ".popsection"                            \
                     :                                        \
                     : "i"(number))

extern struct place __start_places[] __attribute__((visibility("hidden")));
extern struct place __stop_places[] __attribute__((visibility("hidden")));

__asm__(".macro triple to, from\n"
        "    slli \\to, \\from, 1\n"
        "    add \\to, \\to, \\from\n"
        ".endm\n"
        ".set ANSWER, 6 * 7\n");

int main(void) {
    show("sum", sum_to(any(100)));
    show("33 x", times_33(any(-3)));
    for (int mode = 0; mode < 5; mode++) put_number(rounding(mode, any_double(2.5)) * 100 + rounding(mode, any_double(-2.5))), put_char(' ');
    put_char('\n');
    REMEMBER("first", 11);
    REMEMBER("second", -22);
    for (struct place *p = __start_places; p < __stop_places; p++) show(p->name, p->value);
    long tripled, answer, memory = any(5), loaded;
    __asm__("triple %0, %1" : "=r"(tripled) : "r"(any(14)));
    __asm__("li %0, ANSWER" : "=r"(answer));
    __asm__ volatile("ld %0, %1\n sd zero, %1" : "=&r"(loaded), "+m"(memory));
    show("tripled", tripled - answer);
    show("loaded", loaded * 10 + memory);
    __asm__ goto("bgtz %0, %l1" : : "r"(any(1)) : : positive);
    return 1;
positive:
    return 12;
}
