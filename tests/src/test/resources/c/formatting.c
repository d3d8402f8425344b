// Numbers as text in any base, with widths; and back; and doubles with a fixed number of places.
#include "support.h"

static char *text_of(unsigned long v, unsigned base, int width, char fill, char *end) {
    char *p = end;
    *--p = 0;
    do *--p = "0123456789abcdefghijklmnopqrstuvwxyz"[v % base];
    while ((v /= base));
    while (end - 1 - p < width) *--p = fill;
    return p;
}

static long number_of(const char *s, int base) {
    long v = 0;
    int negative = *s == '-';
    for (s += negative; *s; s++) {
        int digit = *s <= '9' ? *s - '0' : (*s | 32) - 'a' + 10;
        if (digit < 0 || digit >= base) break;
        v = v * base + digit;
    }
    return negative ? -v : v;
}

static void put_double(double d, int places) {
    char buffer[32], *end = buffer + sizeof buffer;
    unsigned long scale = 1;
    for (int i = 0; i < places; i++) scale *= 10;
    if (d < 0) put_char('-'), d = -d;
    unsigned long v = (unsigned long) (d * scale + 0.5);
    put_number(v / scale);
    if (places) put_char('.'), put_text(text_of(v % scale, 10, places, '0', end));
    put_char(' ');
}

int main(void) {
    char buffer[80], *end = buffer + sizeof buffer;
    static const unsigned bases[] = {2, 3, 8, 10, 16, 36};
    for (int i = 0; i < 6; i++) {
        put_text(text_of(any(1000003), bases[i], 22, '.', end));
        show("", number_of(text_of(any(987654321), bases[i], 0, 0, end), bases[i]));
    }
    put_text(text_of(any(-1), 10, 30, ' ', end)), put_char('\n');
    show("-7f", number_of("-7fz", 16));
    for (int places = 0; places < 6; places++) put_double(any_double(-3.14159265), places);
    put_double(1e15 / any(7), 3);
    put_char('\n');
    return number_of("1010101", any(2));
}
