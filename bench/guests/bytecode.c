/* An interpreter of bytecode for a stack machine; its program finds the longest Collatz sequence from below 1000. */
#include "guest.h"

enum op { PUSH, LOAD, STORE, ADD, MUL, HALF, ODD, LESS, JUMP, JUMP_IF, JUMP_IF_ZERO, END };

enum variable { START, NUMBER, LENGTH, LONGEST, VARIABLES };

enum label { EACH = 2, STEP = 6, EVEN = 24, ENDED = 28, NEXT = 34 };

static const struct instruction {
    short op;
    short operand;
} program[] = {
    {PUSH, 1},
    {STORE, START},
    /* EACH */
    {LOAD, START},
    {STORE, NUMBER},
    {PUSH, 0},
    {STORE, LENGTH},
    /* STEP */
    {PUSH, 1},
    {LOAD, NUMBER},
    {LESS, 0},
    {JUMP_IF_ZERO, ENDED},
    {LOAD, LENGTH},
    {PUSH, 1},
    {ADD, 0},
    {STORE, LENGTH},
    {LOAD, NUMBER},
    {ODD, 0},
    {JUMP_IF_ZERO, EVEN},
    {LOAD, NUMBER},
    {PUSH, 3},
    {MUL, 0},
    {PUSH, 1},
    {ADD, 0},
    {STORE, NUMBER},
    {JUMP, STEP},
    /* EVEN */
    {LOAD, NUMBER},
    {HALF, 0},
    {STORE, NUMBER},
    {JUMP, STEP},
    /* ENDED */
    {LOAD, LONGEST},
    {LOAD, LENGTH},
    {LESS, 0},
    {JUMP_IF_ZERO, NEXT},
    {LOAD, LENGTH},
    {STORE, LONGEST},
    /* NEXT */
    {LOAD, START},
    {PUSH, 1},
    {ADD, 0},
    {STORE, START},
    {LOAD, START},
    {PUSH, 1000},
    {LESS, 0},
    {JUMP_IF, EACH},
    {END, 0},
};

u64 work(u64 round) {
    long variables[VARIABLES] = {0};
    long stack[8];
    long *top = stack; /* the first free place */
    const struct instruction *next = program;
    for (;;) {
        struct instruction now = *next++;
        switch ((enum op)now.op) {
        case PUSH:
            *top++ = now.operand;
            break;
        case LOAD:
            *top++ = variables[now.operand];
            break;
        case STORE:
            variables[now.operand] = *--top;
            break;
        case ADD:
            top--;
            top[-1] += top[0];
            break;
        case MUL:
            top--;
            top[-1] *= top[0];
            break;
        case HALF:
            top[-1] >>= 1;
            break;
        case ODD:
            top[-1] &= 1;
            break;
        case LESS:
            top--;
            top[-1] = top[-1] < top[0];
            break;
        case JUMP:
            next = program + now.operand;
            break;
        case JUMP_IF:
            if (*--top != 0) {
                next = program + now.operand;
            }
            break;
        case JUMP_IF_ZERO:
            if (*--top == 0) {
                next = program + now.operand;
            }
            break;
        case END:
            return (u64)variables[LONGEST] + round;
        }
    }
}
