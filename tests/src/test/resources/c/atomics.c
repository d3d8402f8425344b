// Atomics: the amo instructions, loops of lr and sc, a byte within a word, fences of each order.
#include "support.h"

static int word = 10;
static long doubleword = -10;
static unsigned char byte;
static unsigned short half[2];
static _Bool lock;
static _Atomic int counter;
static int *pointer;

int main(void) {
    show("add", __atomic_fetch_add(&word, any(5), __ATOMIC_RELAXED));
    show("sub", __atomic_sub_fetch(&word, any(1), __ATOMIC_ACQUIRE));
    show("and", __atomic_fetch_and(&doubleword, any(0xfff), __ATOMIC_RELEASE));
    show("or", __atomic_or_fetch(&doubleword, any(0x10000), __ATOMIC_ACQ_REL));
    show("xor", __atomic_fetch_xor(&doubleword, any(-1), __ATOMIC_SEQ_CST));
    show("nand", __atomic_nand_fetch(&word, any(6), __ATOMIC_SEQ_CST));
    show("exchange", __atomic_exchange_n(&word, any(99), __ATOMIC_SEQ_CST));
    int expected = 98;
    show("fails", __atomic_compare_exchange_n(&word, &expected, 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
    show("saw", expected);
    show("succeeds", __atomic_compare_exchange_n(&word, &expected, any(7), 1, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE));
    show("word", __atomic_load_n(&word, __ATOMIC_SEQ_CST));
    show("long", __sync_val_compare_and_swap(&doubleword, doubleword, any(1L << 40)));
    __atomic_store_n(&byte, any(10), __ATOMIC_SEQ_CST);
    show("byte", __atomic_load_n(&byte, __ATOMIC_ACQUIRE));
    __atomic_store_n(&half[any(1)], any(65530), __ATOMIC_RELEASE);
    show("half", __atomic_load_n(&half[1], __ATOMIC_RELAXED));
    show("first", __atomic_test_and_set(&lock, __ATOMIC_ACQUIRE));
    show("again", __atomic_test_and_set(&lock, __ATOMIC_ACQUIRE));
    __atomic_clear(&lock, __ATOMIC_RELEASE);
    show("free", lock);
    for (int i = 0; i < 5; i++) counter += i, counter++;
    show("counter", counter);
    __atomic_store_n(&pointer, &word, __ATOMIC_SEQ_CST);
    __atomic_thread_fence(__ATOMIC_ACQ_REL);
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    __atomic_thread_fence(__ATOMIC_RELEASE);
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
    __sync_synchronize();
    return *__atomic_load_n(&pointer, __ATOMIC_ACQUIRE);
}
