// Sorting: by insertion, by heap, by merging, by partition with a comparison that is passed.
#include "support.h"

enum { N = 200 };
static int a[N], b[N];

static void seed(int *v) {
    unsigned x = 12345;
    for (int i = 0; i < N; i++) v[i] = (int) ((x = x * 1664525 + 1013904223) >> 8) % 1000 - 500;
}
static void insertion(int *v, int n) {
    for (int i = 1; i < n; i++) {
        int x = v[i], j = i;
        for (; j > 0 && v[j - 1] > x; j--) v[j] = v[j - 1];
        v[j] = x;
    }
}
static void sift(int *v, int i, int n) {
    for (int child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n && v[child] < v[child + 1]) child++;
        if (v[i] >= v[child]) return;
        int t = v[i];
        v[i] = v[child], v[child] = t;
    }
}
static void heap(int *v, int n) {
    for (int i = n / 2; i-- > 0;) sift(v, i, n);
    while (--n > 0) {
        int t = v[0];
        v[0] = v[n], v[n] = t;
        sift(v, 0, n);
    }
}
static void merge(int *v, int *space, int n) {
    if (n < 2) return;
    int half = n / 2, i = 0, j = half;
    merge(v, space, half);
    merge(v + half, space + half, n - half);
    for (int k = 0; k < n; k++) space[k] = j == n || (i < half && v[i] <= v[j]) ? v[i++] : v[j++];
    memcpy(v, space, n * sizeof *v);
}
static void quick(int *v, int n, int (*compare)(const int *, const int *)) {
    while (n > 1) {
        int pivot = v[(n - 1) / 2], i = -1, j = n;
        for (;;) {
            while (compare(&v[++i], &pivot) < 0) {
            }
            while (compare(&v[--j], &pivot) > 0) {
            }
            if (i >= j) break;
            int t = v[i];
            v[i] = v[j], v[j] = t;
        }
        quick(v, j + 1, compare);
        v += j + 1, n -= j + 1;
    }
}
static int down(const int *x, const int *y) { return (*y > *x) - (*y < *x); }
static long check(const int *v) {
    long h = 0;
    for (int i = 0; i < N; i++) h = h * 31 + v[i];
    return h;
}

int main(void) {
    seed(a), insertion(a, N), show("insertion", check(a));
    seed(a), heap(a, N), show("heap", check(a));
    seed(a), merge(a, b, N), show("merge", check(a));
    seed(a), quick(a, N, down), show("quick", check(a));
    return a[0] & 127;
}
