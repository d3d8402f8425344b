/* Five bodies that attract each other: doubles, with square roots and divisions. A round is 10,000 steps of time. */
#include "guest.h"

enum { BODIES = 5, STEPS = 10000 };

static const double STEP = 0.001;

static struct body {
    double x, y, z;
    double vx, vy, vz;
    double mass;
} bodies[BODIES] = {
    {0, 0, 0, 0, 0, 0, 40},
    {5, -1, -0.1, 0.6, 2.8, -0.02, 0.04},
    {8, 4, -0.4, -1, 1.8, 0.01, 0.01},
    {13, -15, -0.2, 1.1, 0.9, -0.01, 0.002},
    {15, -26, 0.2, 1, 0.6, -0.03, 0.002},
};

static void step(void) {
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            struct body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz;
            double pull = STEP / (square * __builtin_sqrt(square));
            a->vx -= dx * b->mass * pull;
            a->vy -= dy * b->mass * pull;
            a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull;
            b->vy += dy * a->mass * pull;
            b->vz += dz * a->mass * pull;
        }
    }
    for (int i = 0; i < BODIES; i++) {
        bodies[i].x += STEP * bodies[i].vx;
        bodies[i].y += STEP * bodies[i].vy;
        bodies[i].z += STEP * bodies[i].vz;
    }
}

u64 work(u64 round) {
    for (int i = 0; i < STEPS; i++) {
        step();
    }
    u64 sum = round;
    for (int i = 0; i < BODIES; i++) {
        union {
            double number;
            u64 bits;
        } x = {bodies[i].x};
        sum = 31 * sum + x.bits;
    }
    return sum;
}
