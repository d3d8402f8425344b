// Bit-fields: cut out and put in by shifts and masks, signed and unsigned, across the bounds of bytes.
#include "support.h"

struct flags {
    unsigned ready : 1;
    unsigned mode : 3;
    int level : 5;
    unsigned : 0;
    unsigned long address : 44;
    unsigned long type : 20;
};

struct packed {
    unsigned char kind : 3;
    unsigned short size : 9;
    unsigned int rest : 31;
    long wide : 37;
} __attribute__((packed));

static struct flags table[4] = {{1, 2, -3, 0xabcdef01234, 77}, {0, 7, 15, 1, 2}, {1, 0, -16, 0, 0xfffff}, {0}};

int main(void) {
    for (int i = 0; i < 4; i++) {
        struct flags *f = &table[i];
        f->mode += any(3);
        f->level -= any(5);
        f->address = f->address << 4 | i;
        f->type ^= any(0x0f0f0);
        put_number(f->ready), put_char(' ');
        put_number(f->mode), put_char(' ');
        put_number(f->level), put_char(' ');
        put_bits(f->address), put_char(' ');
        put_bits(f->type), put_char('\n');
    }
    struct packed p = {any(9), any(1000), any(-1), any(-0x1000000001L)};
    show("kind", p.kind);
    show("size", p.size);
    show("rest", p.rest);
    show("wide", p.wide);
    show("bytes", sizeof p);
    const unsigned char *b = (const unsigned char *) &p;
    for (unsigned i = 0; i < sizeof p; i++) put_bits(b[i]), put_char(' ');
    put_char('\n');
    return sizeof(struct flags);
}
