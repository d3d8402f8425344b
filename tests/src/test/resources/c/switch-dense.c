// A dense switch: a table in .rodata of distances, or of addresses, and a jump through it.
#include "support.h"

static long evaluate(const char *code) {
    long stack[16];
    int top = 0;
    for (;; code++) {
        switch (*code) {
            case '0': case '1': case '2': case '3': case '4':
            case '5': case '6': case '7': case '8': case '9': stack[top++] = *code - '0'; break;
            case '+': top--; stack[top - 1] += stack[top]; break;
            case '-': top--; stack[top - 1] -= stack[top]; break;
            case '*': top--; stack[top - 1] *= stack[top]; break;
            case '/': top--; stack[top - 1] /= stack[top]; break;
            case '%': top--; stack[top - 1] %= stack[top]; break;
            case '&': top--; stack[top - 1] &= stack[top]; break;
            case ',': stack[top] = stack[top - 1]; top++; break;
            case '(': stack[top - 1]--; break;
            case ')': stack[top - 1]++; break;
            case '.': return stack[top - 1];
            default: return -1;
        }
    }
}

static const char *day(unsigned n) {
    switch (n) {
        case 0: return "Monday";
        case 1: return "Tuesday";
        case 2: return "Wednesday";
        case 3: return "Thursday";
        case 4: return "Friday";
        case 5: case 6: return "weekend";
        default: return "never";
    }
}

static int fall(int n) {
    int r = 0;
    switch (n) {
        case 10: r += 1000;
        case 11: r += 100; break;
        case 12: r += 7;
        case 13: r += 5;
        case 14: r *= 3;
        case 15: r++;
        case 16: r *= n;
    }
    return r;
}

int main(void) {
    show("1", evaluate("34+5*2-."));
    show("2", evaluate("99*9*,*7/3%)(&."));
    show("3", evaluate("12?"));
    for (unsigned i = 0; i < 9; i++) put_text(day(any(i))), put_char(' ');
    put_char('\n');
    for (int i = 8; i < 19; i++) put_number(fall(any(i))), put_char(' ');
    put_char('\n');
    return evaluate("77*.");
}
