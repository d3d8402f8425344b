// Unions: the same bytes read as another type, little-endian.
#include "support.h"

union word {
    uint64_t whole;
    uint32_t halves[2];
    uint16_t quarters[4];
    uint8_t bytes[8];
    double number;
    float singles[2];
};

struct value {
    enum { NOTHING, NUMBER, TEXT, REAL } kind;
    union {
        long number;
        const char *text;
        double real;
    };
};

static const struct value values[] = {{NUMBER, {.number = 42}}, {TEXT, {.text = "text"}}, {REAL, {.real = 2.5}}, {NOTHING, {0}}};

static void print(struct value v) {
    switch (v.kind) {
        case NUMBER: put_number(v.number); break;
        case TEXT: put_text(v.text); break;
        case REAL: put_bits(((union word) {.number = v.real}).whole); break;
        default: put_text("nothing");
    }
    put_char('\n');
}

int main(void) {
    union word w = {.whole = any(0x0123456789abcdef)};
    show_bits("byte 0", w.bytes[0]);
    show_bits("byte 7", w.bytes[7]);
    show_bits("quarter 1", w.quarters[1]);
    show_bits("half 1", w.halves[1]);
    w.bytes[3] = any(0x40);
    w.quarters[3] = any(0x3ff0);
    show_bits("whole", w.whole);
    w.number = any_double(1.0);
    show_bits("one", w.whole);
    w.singles[0] = any_float(1);
    show_bits("both", w.whole);
    for (int i = 0; i < 4; i++) print(values[any(i)]);
    return sizeof(struct value);
}
