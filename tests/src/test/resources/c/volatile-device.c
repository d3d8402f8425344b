// Volatile: each access stays, in its width and its order, as for the registers of a device.
#include "support.h"

struct device {
    volatile uint32_t control;
    volatile uint8_t data;
    volatile uint16_t status;
    volatile uint64_t counter;
};

static struct device device;
static volatile int ticks;

static void step(struct device *d) {
    d->counter++;
    if (d->control & 1) d->status |= 1 << (d->data & 7);
    if (d->control & 2) d->data = ~d->data;
    d->control <<= 1;
    if (d->control & 0x100) d->control = 5;
}

int main(void) {
    struct device *d = &device;
    d->control = 3;
    for (int i = 0; i < 40; i++) {
        d->data = i;
        step(d);
        (void) d->status;
        while (ticks < i) ticks++;
        d->data;
        ticks += ticks & 1;
    }
    show_bits("control", d->control);
    show_bits("data", d->data);
    show_bits("status", d->status);
    show("counter", d->counter);
    show("ticks", ticks);
    volatile long far[700];
    far[any(650)] = 3;
    far[650] += far[650];
    return far[650];
}
