#include "linux.h"
static char zeros[100000];
static long filled[3] = {1, 2, 3};
static const char fixed[] = "constant";
static char tail[3];
int main(int argc, char **argv, char **envp) {
    long sum = 0;
    for (word i = 0; i < sizeof zeros; i++) { sum += zeros[i]; }
    for (word i = 0; i < sizeof tail; i++) { sum += tail[i]; }
    line("zero", sum);
    for (word i = 0; i < sizeof zeros; i += 1000) { zeros[i] = i / 1000; }
    for (word i = 0; i < sizeof zeros; i++) { sum += zeros[i]; }
    line("written", sum);
    filled[1] += filled[0] * 10 + filled[2];
    line("data", filled[1]);
    print(fixed);
    return 0;
}
