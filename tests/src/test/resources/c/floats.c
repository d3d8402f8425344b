// Floats: single precision rounds after each step, also where a double is at hand.
#include "support.h"

static float weights[16];

static float dot(const float *a, const float *b, int n) {
    float s = 0;
    for (int i = 0; i < n; i++) s += a[i] * b[i];
    return s;
}

static float nearest(const float *a, int n, float x) {
    float best = a[0];
    for (int i = 1; i < n; i++) {
        if (__builtin_fabsf(a[i] - x) < __builtin_fabsf(best - x)) best = a[i];
    }
    return best;
}

int main(void) {
    float x = 0.1f;
    for (int i = 0; i < 16; i++) {
        weights[i] = x;
        x = x * -1.7f + 0.3f;
    }
    show_float("last", x);
    show_float("dot", dot(weights, weights, 16));
    show_float("nearest", nearest(weights, 16, any_float(5.5f)));
    float one = any_float(1), tiny = any_float(1e-45f), big = any_float(3e38f);
    show_float("tiny / 2", tiny / 2);
    show_float("big * 2", big * 2);
    show_float("1 / 3", one / 3);
    show_float("-1 / 3", -one / 3);
    show_float("by way of double", (float) ((double) one / 3 + 1e-9));
    show_double("widened", (double) (one / 3));
    show("ordered", (one < big) + 2 * (big > tiny) + 4 * (one >= one) + 8 * (one == big));
    float count = 16777216.0f;
    count += any_float(1);
    show_float("2^24 + 1", count);
    show_float("chosen", any(1) ? one : big);
    return (int) nearest(weights, 16, -30);
}
