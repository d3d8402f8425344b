// A machine of states, by goto: numbers, names, texts and comments found in a text.
#include "support.h"

static int counts[6];

static const char *scan(const char *p) {
start:
    if (*p == 0) goto end;
    if (*p == '/' && p[1] == '*') goto comment;
    if (*p >= '0' && *p <= '9') goto number;
    if ((*p | 32) >= 'a' && (*p | 32) <= 'z') goto name;
    if (*p == '"') goto text;
    if (*p == ' ' || *p == '\n') goto blank;
    counts[5]++;
    p++;
    goto start;
blank:
    counts[0]++;
    do p++;
    while (*p == ' ' || *p == '\n');
    goto start;
number:
    counts[1]++;
    if (*p == '0' && p[1] == 'x') {
        p += 2;
        goto hexadecimal;
    }
    while (*p >= '0' && *p <= '9') p++;
    if (*p != '.') goto start;
    p++;
    goto number;
hexadecimal:
    if ((*p >= '0' && *p <= '9') || ((*p | 32) >= 'a' && (*p | 32) <= 'f')) {
        p++;
        goto hexadecimal;
    }
    goto start;
name:
    counts[2]++;
    while (((*p | 32) >= 'a' && (*p | 32) <= 'z') || *p == '_') p++;
    goto start;
text:
    counts[3]++;
    for (p++; *p != '"'; p++) {
        if (*p == '\\') p++;
        if (*p == 0) goto end;
    }
    p++;
    goto start;
comment:
    counts[4]++;
    for (p += 2; *p && (*p != '*' || p[1] != '/'); p++) {
    }
    if (!*p) goto end;
    p += 2;
    goto start;
end:
    return p;
}

int main(void) {
    const char *text = "int x = 0x1f; /* a * comment */ y = f(\"a \\\"text\\\"\", 3.25) + name_of_it;\n\"open";
    const char *end = scan(text);
    for (int i = 0; i < 6; i++) put_number(counts[i]), put_char(' ');
    put_char('\n');
    return end - text;
}
