// Function pointers: tables of them, as arguments and results, compared, called at the end of a function.
#include "support.h"

typedef long operation(long, long);

static long plus(long a, long b) { return a + b; }
static long minus(long a, long b) { return a - b; }
static long times(long a, long b) { return a * b; }
long visible(long a, long b) { return a << b; }

static operation *const table[] = {plus, minus, times, visible};
static const struct { const char *name; operation *run; } named[] = {{"plus", plus}, {"visible", visible}};

static operation *chosen(int n) { return n < 4 ? table[n] : 0; }
static long tail(operation *f, long a, long b) { return f(b, a); }

static void each(const int *from, const int *to, void (*f)(int, void *), void *context) {
    while (from < to) f(*from++, context);
}
static void add_to(int value, void *sum) { *(long *) sum += value; }
static void print(int value, void *unused) {
    (void) unused;
    put_number(value);
    put_char(' ');
}

int main(void) {
    for (int i = 0; chosen(any(i)); i++) show("result", chosen(any(i))(any(20), 3));
    for (int i = 0; i < 2; i++) {
        put_text(named[any(i)].name);
        show("", named[any(i)].run(2, any(5)));
    }
    static const int values[] = {3, 1, 4, 1, 5};
    long sum = 0;
    each(values, values + 5, add_to, &sum);
    each(values, values + 5, print, 0);
    show("sum", sum);
    show("same", (operation *) any((long) plus) == table[0]);
    show("tail", tail(table[any(1)], 1, 2));
    return (int) tail(visible, any(3), 2);
}
