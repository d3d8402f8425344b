// What the C programs share instead of a C library. A program includes it and defines main, which gives the exit status.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

int main(void);

/* Output is kept until the program ends, and is one write then. */
void put_char(char c);
void put_text(const char *text);
void put_number(long value);
void put_bits(unsigned long value);

/* A line: the name, and the value in decimal, or its bits in hexadecimal. */
void show(const char *name, long value);
void show_bits(const char *name, unsigned long value);
void show_float(const char *name, float value);
void show_double(const char *name, double value);

/* Ends the program with a status, after the output. */
void finish(int status) __attribute__((noreturn));

/* GCC makes calls of these, whatever the source says. */
void *memcpy(void *to, const void *from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int byte, size_t size);
int memcmp(const void *a, const void *b, size_t size);
void abort(void) __attribute__((noreturn));

/* The same value, of which the compiler knows nothing. */
static inline long any(long value) {
    __asm__ volatile("" : "+r"(value));
    return value;
}

static inline double any_double(double value) {
    __asm__ volatile("" : "+f"(value));
    return value;
}

static inline float any_float(float value) {
    __asm__ volatile("" : "+f"(value));
    return value;
}
