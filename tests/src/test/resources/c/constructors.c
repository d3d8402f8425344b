// Constructors: run before main, by priority, through .init_array.
#include "support.h"

static char order[16];
static int used;

static void note(char c) { order[used++] = c; }

__attribute__((constructor)) static void plain(void) { note('p'); }
__attribute__((constructor(201))) static void second(void) { note('2'); }
__attribute__((constructor(101))) static void first(void) { note('1'); }
__attribute__((constructor)) static void later(void) { note('q'); }
__attribute__((constructor(65000))) static void third(void) { note('3'); }

int main(void) {
    note('m');
    put_text(order), put_char('\n');
    return used;
}
