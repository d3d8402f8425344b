// Matrices of doubles: products, elimination with pivots, a determinant.
#include "support.h"

enum { N = 6 };
typedef double matrix[N][N];

static void multiply(matrix r, matrix a, matrix b) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            r[i][j] = 0;
            for (int k = 0; k < N; k++) r[i][j] += a[i][k] * b[k][j];
        }
}

static double determinant(matrix m) {
    double d = 1;
    for (int k = 0; k < N; k++) {
        int pivot = k;
        for (int i = k + 1; i < N; i++)
            if (__builtin_fabs(m[i][k]) > __builtin_fabs(m[pivot][k])) pivot = i;
        if (m[pivot][k] == 0) return 0;
        if (pivot != k) {
            for (int j = 0; j < N; j++) {
                double t = m[k][j];
                m[k][j] = m[pivot][j], m[pivot][j] = t;
            }
            d = -d;
        }
        d *= m[k][k];
        for (int i = k + 1; i < N; i++) {
            double f = m[i][k] / m[k][k];
            for (int j = k; j < N; j++) m[i][j] -= f * m[k][j];
        }
    }
    return d;
}

static matrix a, b, c;
static int whole[N][N];

int main(void) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = (i * 7 + j * 3) % 11 - 4;
            b[i][j] = i == j ? 2 : 1.0 / (i + j + 1);
            whole[j][i] = i * j - (i ^ j);
        }
    multiply(c, a, b);
    show_double("corner", c[0][0]);
    show_double("opposite", c[N - 1][N - 1]);
    double trace = 0;
    for (int i = 0; i < N; i++) trace += c[i][i];
    show_double("trace", trace);
    show_double("det a", determinant(a));
    show_double("det c", determinant(c));
    int sum = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) sum += whole[i][j] * whole[j][any(i)];
    show("whole", sum);
    return sum & 127;
}
