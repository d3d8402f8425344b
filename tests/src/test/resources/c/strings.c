// Strings: length, copy, comparison, search, and literals with all kinds of escapes.
#include "support.h"

static size_t length(const char *s) {
    const char *e = s;
    while (*e) e++;
    return e - s;
}
static char *copy(char *to, const char *from) {
    char *t = to;
    while ((*t++ = *from++)) {
    }
    return to;
}
static int compare(const char *a, const char *b) {
    while (*a && *a == *b) a++, b++;
    return (unsigned char) *a - (unsigned char) *b;
}
static const char *find(const char *in, const char *what) {
    for (; *in; in++) {
        size_t i = 0;
        while (what[i] && in[i] == what[i]) i++;
        if (!what[i]) return in;
    }
    return 0;
}
static void reverse(char *s) {
    for (char *e = s + length(s); s < e;) {
        char c = *s;
        *s++ = *--e;
        *e = c;
    }
}

static const char escapes[] = "tab\t quote\" back\\ bell\a oct\101 hex\x42 nul\0 high\377 end";
static const int wide[] = L"w\u00efde \U0001f3ef";
static const char utf8[] = "pagoda: \u5854, na\u00efve";

int main(void) {
    char buffer[64];
    show("length", length("twelve chars"));
    put_text(copy(buffer, "a text to be turned\n"));
    reverse(buffer);
    put_text(buffer), put_char('\n');
    show("compare", compare("abc", "abd") + 10 * compare("b", "a") + 100 * compare("same", "same"));
    show("high is above", compare("\xff", "a") > 0);
    show("find", find("the needle in the hay", "in the") - "the needle in the hay" != 0);
    put_text(find(copy(buffer, "haystack with a needle"), "need")), put_char('\n');
    unsigned long hash = 5381;
    for (size_t i = 0; i < sizeof escapes; i++) hash = hash * 33 + (unsigned char) escapes[i];
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) hash = hash * 33 + wide[i];
    show_bits("hash", hash);
    put_text(utf8), put_char('\n');
    return sizeof escapes;
}
