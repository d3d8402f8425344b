/* A mix of work with integers: matrices, a checksum by table, a linked list, a state machine, a sort. */
#include "guest.h"

enum { SIDE = 48, BYTES = 1 << 14, NODES = 2000, NUMBERS = 4096 };

static long left[SIDE][SIDE], right[SIDE][SIDE], product[SIDE][SIDE];
static u32 crc_table[256];
static u8 bytes[BYTES];
static struct node {
    struct node *next;
    u64 key;
} nodes[NODES];
static u32 numbers[NUMBERS];
static u64 seed = 88172645463325252UL;

void prepare(void) {
    for (u32 i = 0; i < 256; i++) {
        u32 crc = i;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
        }
        crc_table[i] = crc;
    }
}

static u64 multiply_matrices(void) {
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            left[i][j] = (long)(next_random(&seed) & 1023);
            right[i][j] = i * j - left[i][j];
        }
    }
    u64 trace = 0;
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            long sum = 0;
            for (int k = 0; k < SIDE; k++) {
                sum += left[i][k] * right[k][j];
            }
            product[i][j] = sum;
        }
        trace += (u64)product[i][i];
    }
    return trace;
}

static u64 crc(void) {
    for (int i = 0; i < BYTES; i++) {
        bytes[i] = (u8)next_random(&seed);
    }
    u32 crc = ~0U;
    for (int i = 0; i < BYTES; i++) {
        crc = crc >> 8 ^ crc_table[(crc ^ bytes[i]) & 255];
    }
    return ~crc;
}

/* Inserts at the head, reverses the list ten times, and sums what it finds at odd places. */
static u64 list(void) {
    struct node *head = 0;
    for (int i = 0; i < NODES; i++) {
        nodes[i].key = next_random(&seed);
        nodes[i].next = head;
        head = &nodes[i];
    }
    u64 sum = 0;
    for (int pass = 0; pass < 10; pass++) {
        struct node *reversed = 0;
        for (u64 place = 0; head != 0; place++) {
            struct node *next = head->next;
            sum += place & 1 ? head->key : 0;
            head->next = reversed;
            reversed = head;
            head = next;
        }
        head = reversed;
    }
    return sum;
}

/* Counts words, numbers and other things in bytes taken as text. */
static u64 state_machine(void) {
    enum { BETWEEN, WORD, NUMBER, OTHER } state = BETWEEN;
    u64 counts[4] = {0};
    for (int i = 0; i < BYTES; i++) {
        u8 c = bytes[i] & 127;
        switch (state) {
        case BETWEEN:
            state = c <= 32 ? BETWEEN : c >= '0' && c <= '9' ? NUMBER : c >= 'A' ? WORD : OTHER;
            counts[state]++;
            break;
        case WORD:
            state = c >= 'A' || (c >= '0' && c <= '9') ? WORD : c <= 32 ? BETWEEN : OTHER;
            break;
        case NUMBER:
            state = c >= '0' && c <= '9' ? NUMBER : c == '.' || c <= 32 ? BETWEEN : OTHER;
            break;
        default:
            state = c <= 48 ? BETWEEN : OTHER;
        }
    }
    return counts[WORD] << 40 ^ counts[NUMBER] << 20 ^ counts[OTHER] ^ counts[BETWEEN];
}

static void sink(u32 root, u32 size) {
    u32 number = numbers[root];
    for (u32 child; (child = 2 * root + 1) < size; root = child) {
        if (child + 1 < size && numbers[child] < numbers[child + 1]) {
            child++;
        }
        if (number >= numbers[child]) {
            break;
        }
        numbers[root] = numbers[child];
    }
    numbers[root] = number;
}

static u64 heapsort(void) {
    for (int i = 0; i < NUMBERS; i++) {
        numbers[i] = (u32)next_random(&seed);
    }
    for (u32 root = NUMBERS / 2; root-- > 0;) {
        sink(root, NUMBERS);
    }
    for (u32 size = NUMBERS - 1; size > 0; size--) {
        u32 largest = numbers[0];
        numbers[0] = numbers[size];
        numbers[size] = largest;
        sink(0, size);
    }
    u64 sum = 0;
    for (int i = 1; i < NUMBERS; i++) {
        if (numbers[i - 1] > numbers[i]) {
            fail("not sorted");
        }
        sum += (u64)i * numbers[i];
    }
    return sum;
}

u64 work(u64 round) {
    return round + multiply_matrices() + 3 * crc() + 5 * list() + 7 * state_machine() + 11 * heapsort();
}
