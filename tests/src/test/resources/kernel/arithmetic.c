#include "linux.h"
static volatile long a = -1234567890123456789, b = 987654321, zero = 0, least = (long)(1UL << 63), minus = -1;
static word gcd(word x, word y) { return y ? gcd(y, x % y) : x; }
int main(int argc, char **argv, char **envp) {
    line("quotient", a / b);
    line("remainder", a % b);
    line("unsigned", (word)a / (word)b);
    line("product", (long)((word)a * (word)b));
    line("high", (long)((__int128)a * b >> 64));
    line("shifted", a >> 13);
    line("logical", (word)a >> 13);
    line("32 bits", (int)a * (int)b);
    line("by zero", __builtin_constant_p(zero) ? 0 : (zero == 0));
    long result;
    __asm__ volatile("div %0, %1, %2" : "=r"(result) : "r"(least), "r"(minus));
    line("overflow", result);
    __asm__ volatile("div %0, %1, %2" : "=r"(result) : "r"(least), "r"(zero));
    line("by zero", result);
    line("gcd", gcd(1071 * 1000003UL, 462 * 1000003UL));
    unsigned crc = ~0u;
    for (int i = 0; i < 256; i++) {
        crc ^= i;
        for (int k = 0; k < 8; k++) { crc = crc >> 1 ^ (0xedb88320 & -(crc & 1)); }
    }
    line("crc", ~crc);
    return 0;
}
