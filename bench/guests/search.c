/* Searches a text of 256 KiB for words that are in it and words that are not: plainly, and by Horspool's algorithm. */
#include "guest.h"

enum { LENGTH = 1 << 18, WORD = 12 };

static u8 text[LENGTH];

void prepare(void) {
    u64 seed = 7;
    for (int i = 0; i < LENGTH; i++) {
        text[i] = "etaoin shrdlu"[next_random(&seed) % 13];
    }
}

static long plain(const u8 *word, long length) {
    for (long place = 0; place <= LENGTH - length; place++) {
        long i = 0;
        while (i < length && text[place + i] == word[i]) {
            i++;
        }
        if (i == length) {
            return place;
        }
    }
    return -1;
}

static long horspool(const u8 *word, long length) {
    long skip[256];
    for (int c = 0; c < 256; c++) {
        skip[c] = length;
    }
    for (long i = 0; i < length - 1; i++) {
        skip[word[i]] = length - 1 - i;
    }
    for (long place = 0; place <= LENGTH - length; place += skip[text[place + length - 1]]) {
        long i = length - 1;
        while (i >= 0 && text[place + i] == word[i]) {
            i--;
        }
        if (i < 0) {
            return place;
        }
    }
    return -1;
}

u64 work(u64 round) {
    u8 word[WORD];
    u64 place = (round * 7919 + LENGTH / 2) % (LENGTH - WORD);
    for (u64 i = 0; i < WORD; i++) {
        word[i] = text[place + i];
    }
    u64 sum = 0;
    for (u8 last = 'x'; last <= 'z'; last++) {
        long found = plain(word, WORD);
        if (found != horspool(word, WORD)) {
            fail("the searches differ");
        }
        sum = 3 * sum + (u64)found;
        word[WORD - 1] = last;
    }
    return sum;
}
