// 8- and 16-bit integers: loads extend, stores cut off, arithmetic promotes.
#include "support.h"

static int8_t bytes[256];
static uint8_t plain_bytes[256];
static int16_t halves[64];
static uint16_t plain_halves[64];

static int8_t add8(int8_t a, int8_t b) { return a + b; }
static uint8_t add_plain8(uint8_t a, uint8_t b) { return a + b; }
static int16_t shift16(int16_t a, int n) { return a << n; }
static uint16_t down16(uint16_t a, int n) { return a >> n; }
static _Bool odd(int n) { return n & 1; }

int main(void) {
    for (int i = 0; i < 256; i++) {
        bytes[i] = i * 7;
        plain_bytes[i] = i * 7;
        halves[i % 64] += i * 1237;
        plain_halves[i % 64] += i * 1237;
    }
    long a = 0, b = 0, c = 0, d = 0;
    for (int i = 0; i < 256; i++) {
        a = a * 3 + bytes[i];
        b = b * 3 + plain_bytes[i];
        c = c * 3 + halves[i & 63];
        d = d * 3 + plain_halves[i & 63];
    }
    show("a", a);
    show("b", b);
    show("c", c);
    show("d", d);
    show("127 + 1", add8(any(127), any(1)));
    show("255 + 1", add_plain8(any(255), any(1)));
    show("0x4001 << 1", shift16(any(0x4001), any(1)));
    show("0xffff >> 3", down16(any(0xffff), any(3)));
    show("char is signed", (char) any(200));
    show("odd", odd(any(7)) + odd(any(8)) * 2);
    show("_Bool of 256", (_Bool) any(256));
    return (uint8_t) a;
}
