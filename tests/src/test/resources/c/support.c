// The start of every C program, its output and its end: what a C library would do, by system calls alone.
#include "support.h"

__asm__(".globl _start\n"
        "_start:\n"
        "    .option push\n"
        "    .option norelax\n"
        "    lla gp, __global_pointer$\n"
        "    .option pop\n"
        "    mv a0, sp\n"
        "    andi sp, sp, -16\n"
        "    call start\n");

typedef void initialiser(void);
extern initialiser *__init_array_start[] __attribute__((visibility("hidden")));
extern initialiser *__init_array_end[] __attribute__((visibility("hidden")));

struct segment {
    uint32_t type, flags;
    uint64_t offset, address, physical, in_file, in_memory, alignment;
};

enum { SEGMENT_TLS = 7, AUX_SEGMENTS = 3, AUX_SEGMENT_COUNT = 5, CALL_WRITE = 64, CALL_EXIT = 93 };

static char output[16384];
static size_t used;
static char thread_block[1024] __attribute__((aligned(64)));

static long call(long number, long a, long b, long c) {
    register long a0 __asm__("a0") = a;
    register long a1 __asm__("a1") = b;
    register long a2 __asm__("a2") = c;
    register long a7 __asm__("a7") = number;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
    return a0;
}

static void make_thread_data(const unsigned long *aux) {
    const struct segment *segments = 0;
    unsigned long count = 0;
    for (; aux[0]; aux += 2) {
        if (aux[0] == AUX_SEGMENTS) segments = (const struct segment *) aux[1];
        if (aux[0] == AUX_SEGMENT_COUNT) count = aux[1];
    }
    for (unsigned long i = 0; i < count; i++) {
        if (segments[i].type == SEGMENT_TLS) {
            if (segments[i].in_memory > sizeof thread_block) finish(99);
            memcpy(thread_block, (const void *) segments[i].address, segments[i].in_file);
        }
    }
    __asm__ volatile("mv tp, %0" : : "r"(thread_block));
}

__attribute__((used)) void start(const unsigned long *stack) {
    const unsigned long *word = stack + 1 + stack[0] + 1;
    while (*word++) {
    }
    make_thread_data(word);
    for (initialiser **f = __init_array_start; f < __init_array_end; f++) (*f)();
    finish(main());
}

void finish(int status) {
    call(CALL_WRITE, 1, (long) output, used);
    for (;;) call(CALL_EXIT, status, 0, 0);
}

void abort(void) {
    finish(98);
}

void put_char(char c) {
    if (used == sizeof output) finish(97);
    output[used++] = c;
}

void put_text(const char *text) {
    while (*text) put_char(*text++);
}

void put_number(long value) {
    char digits[20];
    int n = 0;
    unsigned long left = value < 0 ? -(unsigned long) value : (unsigned long) value;
    do {
        digits[n++] = '0' + left % 10;
        left /= 10;
    } while (left);
    if (value < 0) put_char('-');
    while (n) put_char(digits[--n]);
}

void put_bits(unsigned long value) {
    int shift = 60;
    while (shift && !(value >> shift)) shift -= 4;
    put_text("0x");
    for (; shift >= 0; shift -= 4) put_char("0123456789abcdef"[value >> shift & 15]);
}

void show(const char *name, long value) {
    put_text(name);
    put_text(" = ");
    put_number(value);
    put_char('\n');
}

void show_bits(const char *name, unsigned long value) {
    put_text(name);
    put_text(" = ");
    put_bits(value);
    put_char('\n');
}

void show_float(const char *name, float value) {
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    show_bits(name, bits);
}

void show_double(const char *name, double value) {
    uint64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    show_bits(name, bits);
}

void *memcpy(void *to, const void *from, size_t size) {
    char *t = to;
    const char *f = from;
    while (size--) *t++ = *f++;
    return to;
}

void *memmove(void *to, const void *from, size_t size) {
    char *t = to;
    const char *f = from;
    if (t <= f) return memcpy(to, from, size);
    while (size--) t[size] = f[size];
    return to;
}

void *memset(void *to, int byte, size_t size) {
    char *t = to;
    while (size--) *t++ = byte;
    return to;
}

int memcmp(const void *a, const void *b, size_t size) {
    const unsigned char *x = a, *y = b;
    for (; size; size--, x++, y++) {
        if (*x != *y) return *x - *y;
    }
    return 0;
}
