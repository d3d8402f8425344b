/* What a freestanding program needs of Linux on riscv64: an entry, system calls, and a little printing. */
typedef unsigned long word;

__asm__(".globl _start\n"
        "_start: .option push\n"
        ".option norelax\n"
        "lla gp, __global_pointer$\n"
        ".option pop\n"
        "mv a0, sp\n"
        "andi sp, sp, -16\n"
        "call start\n"
        "li a7, 93\n"
        "ecall\n");

static long call(long number, long a, long b, long c) {
    register long a0 __asm__("a0") = a;
    register long a1 __asm__("a1") = b;
    register long a2 __asm__("a2") = c;
    register long a7 __asm__("a7") = number;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
    return a0;
}

#define READ 63
#define WRITE 64
#define WRITEV 66
#define EXIT 93
#define EXIT_GROUP 94
#define CLOCK_GETTIME 113
#define UNAME 160
#define GETPID 172
#define BRK 214

static word length(const char *text) {
    word count = 0;
    while (text[count]) {
        count++;
    }
    return count;
}

static void print(const char *text) {
    call(WRITE, 1, (long)text, length(text));
}

static void number(long value) {
    char digits[24];
    char *at = digits + sizeof digits - 1;
    word rest = value < 0 ? -(word)value : (word)value;
    *at = 0;
    do {
        *--at = '0' + rest % 10;
        rest /= 10;
    } while (rest);
    if (value < 0) {
        *--at = '-';
    }
    print(at);
}

static void line(const char *what, long value) {
    print(what);
    print(" ");
    number(value);
    print("\n");
}

int main(int argc, char **argv, char **envp);

int start(word *stack) {
    return main((int)stack[0], (char **)(stack + 1), (char **)(stack + 2 + stack[0]));
}

void *memset(void *target, int value, word count) {
    volatile char *at = target;
    while (count--) {
        *at++ = value;
    }
    return target;
}

void *memcpy(void *target, const void *source, word count) {
    volatile char *to = target;
    const char *from = source;
    while (count--) {
        *to++ = *from++;
    }
    return target;
}
