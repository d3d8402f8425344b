// A hash table with chains, from a pool; words are counted and told in the order of the buckets.
#include "support.h"

struct entry { struct entry *next; const char *word; short length; int count; };
static struct entry pool[64], *free_entry = pool, *buckets[17];

static unsigned hash(const char *s, int n) {
    unsigned h = 2166136261u;
    while (n--) h = (h ^ (unsigned char) *s++) * 16777619u;
    return h;
}

static struct entry *lookup(const char *s, int n) {
    struct entry **at = &buckets[hash(s, n) % 17];
    for (; *at; at = &(*at)->next) {
        if ((*at)->length == n && memcmp((*at)->word, s, n) == 0) return *at;
    }
    *at = free_entry++;
    (*at)->word = s;
    (*at)->length = n;
    return *at;
}

static int drop(int least) {
    int dropped = 0;
    for (int b = 0; b < 17; b++) {
        for (struct entry **at = &buckets[b]; *at;) {
            if ((*at)->count < least) *at = (*at)->next, dropped++;
            else at = &(*at)->next;
        }
    }
    return dropped;
}

int main(void) {
    const char *text = "one fish two fish red fish blue fish black fish blue fish old fish new fish this one has a little car";
    while (*text) {
        int n = 0;
        while (text[n] && text[n] != ' ') n++;
        lookup(text, n)->count++;
        text += n + (text[n] == ' ');
    }
    for (int b = 0; b < 17; b++) {
        put_number(b), put_char(':');
        for (struct entry *e = buckets[b]; e; e = e->next) {
            put_char(' ');
            for (int i = 0; i < e->length; i++) put_char(e->word[i]);
            put_char('='), put_number(e->count);
        }
        put_char('\n');
    }
    show("dropped", drop(any(2)));
    return lookup("fish", 4)->count * 10 + (free_entry - pool);
}
