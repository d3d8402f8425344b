/* Follows pointers through 16 MiB in an order that looks random: almost every load is on another page. */
#include "guest.h"

enum { NODES = 16 << 20 >> 6, STEPS = 1 << 16 };

static struct node {
    struct node *next;
    u64 number;
    u64 unused[6];
} nodes[NODES];

static struct node *place = nodes;

/* One cycle through all nodes (Sattolo). */
void prepare(void) {
    for (u32 i = 0; i < NODES; i++) {
        nodes[i].number = i;
    }
    u64 seed = 1;
    for (u32 i = NODES - 1; i > 0; i--) {
        u32 other = (u32)(next_random(&seed) % i);
        u64 number = nodes[i].number;
        nodes[i].number = nodes[other].number;
        nodes[other].number = number;
    }
    for (u32 i = 0; i < NODES; i++) {
        nodes[i].next = &nodes[nodes[i].number];
    }
}

u64 work(u64 round) {
    struct node *node = place;
    for (int i = 0; i < STEPS; i++) {
        node = node->next;
    }
    place = node;
    return node->number ^ round;
}
