#include "linux.h"
static int compare(const char *a, const char *b) {
    while (*a && *a == *b) { a++; b++; }
    return (unsigned char)*a - (unsigned char)*b;
}
static char *copy(char *to, const char *from) { char *start = to; while ((*to++ = *from++)) {} return start; }
static void reverse(char *text) {
    for (word i = 0, j = length(text); i + 1 < j; i++) { char c = text[i]; text[i] = text[--j]; text[j] = c; }
}
static long parse(const char *text) {
    long value = 0; int sign = *text == '-';
    for (text += sign; *text >= '0' && *text <= '9'; text++) { value = value * 10 + *text - '0'; }
    return sign ? -value : value;
}
static unsigned hash(const char *text) { unsigned h = 5381; while (*text) { h = h * 33 ^ (unsigned char)*text++; } return h; }
int main(int argc, char **argv, char **envp) {
    char buffer[64];
    line("compare", compare("pagoda", "pagode"));
    line("compare", compare("same", "same"));
    line("compare", compare("\xff", "a") > 0);
    reverse(copy(buffer, "a tower of tiers"));
    print(buffer);
    print("\n");
    line("parse", parse("-123456789012345") + parse("99x"));
    line("hash", hash("The quick brown fox"));
    return compare(buffer, "sreit") == 0;
}
