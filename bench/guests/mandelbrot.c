/* The Mandelbrot set in doubles: a round is a picture of 192 by 128 points with at most 200 steps each. */
#include "guest.h"

enum { WIDTH = 192, HEIGHT = 128, STEPS = 200 };

u64 work(u64 round) {
    double zoom = 1 + 0.001 * (double)round;
    u64 sum = 0;
    for (int row = 0; row < HEIGHT; row++) {
        double ci = (2.4 * row / HEIGHT - 1.2) / zoom;
        for (int column = 0; column < WIDTH; column++) {
            double cr = (3.2 * column / WIDTH - 2.2) / zoom;
            double r = 0, i = 0;
            int steps = 0;
            while (steps < STEPS && r * r + i * i <= 4) {
                double next = r * r - i * i + cr;
                i = 2 * r * i + ci;
                r = next;
                steps++;
            }
            sum = 31 * sum + (u64)steps;
        }
    }
    return sum;
}
