// Executes one floating-point instruction on many operands: instructions MNEMONIC OPERANDS >RESULTS
// OPERANDS is a file of records of three 64-bit words, rs1, rs2 and rs3. For each of the five rounding modes, and each record, two
// words are written: the result, and the exceptions it has raised.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    uint64_t rs1, rs2, rs3;
} Operands;

typedef struct {
    uint64_t rd, fflags;
} Result;

typedef Result Instruction(const Operands *operands);

enum { CHUNK = 4096, MODES = 5 };

// The operands are in ft0 to ft2 and in t0; the result is left in ft0 or in t0.
#define DOUBLES "fmv.d.x ft0, %2; fmv.d.x ft1, %3; fmv.d.x ft2, %4"
#define FLOATS "fmv.w.x ft0, %2; fmv.w.x ft1, %3; fmv.w.x ft2, %4"
#define INTEGER "mv t0, %2"
#define TO_DOUBLE "fmv.x.d %0, ft0"
#define TO_FLOAT "fmv.x.w %0, ft0"
#define TO_INTEGER "mv %0, t0"

#define DEFINE(name, mnemonic, operands, in, out)                                                     \
    static Result name(const Operands *o) {                                                           \
        Result r;                                                                                     \
        asm volatile(in "; csrw fflags, zero;" mnemonic " " operands "; csrr %1, fflags;" out         \
                     : "=&r"(r.rd), "=&r"(r.fflags)                                                   \
                     : "r"(o->rs1), "r"(o->rs2), "r"(o->rs3)                                          \
                     : "ft0", "ft1", "ft2", "t0");                                                    \
        return r;                                                                                     \
    }

#define BOTH(ROW, name, mnemonic, operands, in_d, out_d, in_s, out_s)                                 \
    ROW(name##_d, mnemonic ".d", operands, in_d, out_d)                                               \
    ROW(name##_s, mnemonic ".s", operands, in_s, out_s)
#define ONE(ROW, name, mnemonic) \
    BOTH(ROW, name, mnemonic, "ft0, ft0", DOUBLES, TO_DOUBLE, FLOATS, TO_FLOAT)
#define TWO(ROW, name, mnemonic) \
    BOTH(ROW, name, mnemonic, "ft0, ft0, ft1", DOUBLES, TO_DOUBLE, FLOATS, TO_FLOAT)
#define THREE(ROW, name, mnemonic) \
    BOTH(ROW, name, mnemonic, "ft0, ft0, ft1, ft2", DOUBLES, TO_DOUBLE, FLOATS, TO_FLOAT)
#define COMPARE(ROW, name, mnemonic) \
    BOTH(ROW, name, mnemonic, "t0, ft0, ft1", DOUBLES, TO_INTEGER, FLOATS, TO_INTEGER)
#define INSPECT(ROW, name, mnemonic) \
    BOTH(ROW, name, mnemonic, "t0, ft0", DOUBLES, TO_INTEGER, FLOATS, TO_INTEGER)
#define INTO(ROW, type)                                                                               \
    ROW(fcvt_d_##type, "fcvt.d." #type, "ft0, t0", INTEGER, TO_DOUBLE)                                \
    ROW(fcvt_s_##type, "fcvt.s." #type, "ft0, t0", INTEGER, TO_FLOAT)

#define TABLE(ROW)                                                                                    \
    TWO(ROW, fadd, "fadd")                                                                            \
    TWO(ROW, fsub, "fsub")                                                                            \
    TWO(ROW, fmul, "fmul")                                                                            \
    TWO(ROW, fdiv, "fdiv")                                                                            \
    ONE(ROW, fsqrt, "fsqrt")                                                                          \
    THREE(ROW, fmadd, "fmadd")                                                                        \
    THREE(ROW, fmsub, "fmsub")                                                                        \
    THREE(ROW, fnmsub, "fnmsub")                                                                      \
    THREE(ROW, fnmadd, "fnmadd")                                                                      \
    TWO(ROW, fmin, "fmin")                                                                            \
    TWO(ROW, fmax, "fmax")                                                                            \
    TWO(ROW, fsgnj, "fsgnj")                                                                          \
    TWO(ROW, fsgnjn, "fsgnjn")                                                                        \
    TWO(ROW, fsgnjx, "fsgnjx")                                                                        \
    COMPARE(ROW, feq, "feq")                                                                          \
    COMPARE(ROW, flt, "flt")                                                                          \
    COMPARE(ROW, fle, "fle")                                                                          \
    INSPECT(ROW, fclass, "fclass")                                                                    \
    INSPECT(ROW, fcvt_w, "fcvt.w")                                                                    \
    INSPECT(ROW, fcvt_wu, "fcvt.wu")                                                                  \
    INSPECT(ROW, fcvt_l, "fcvt.l")                                                                    \
    INSPECT(ROW, fcvt_lu, "fcvt.lu")                                                                  \
    INTO(ROW, w)                                                                                      \
    INTO(ROW, wu)                                                                                     \
    INTO(ROW, l)                                                                                      \
    INTO(ROW, lu)                                                                                     \
    ROW(fcvt_d_s, "fcvt.d.s", "ft0, ft0", FLOATS, TO_DOUBLE)                                          \
    ROW(fcvt_s_d, "fcvt.s.d", "ft0, ft0", DOUBLES, TO_FLOAT)

TABLE(DEFINE)

static const struct {
    const char *mnemonic;
    Instruction *execute;
} table[] = {
#define ENTRY(name, mnemonic, operands, in, out) {mnemonic, name},
    TABLE(ENTRY)
};

static int run(Instruction *execute, const char *path) {
    static Operands operands[CHUNK];
    static Result results[CHUNK];
    for (unsigned long mode = 0; mode < MODES; mode++) {
        FILE *file = fopen(path, "rb");
        if (file == NULL) {
            perror(path);
            return 1;
        }
        size_t count;
        while ((count = fread(operands, sizeof *operands, CHUNK, file)) > 0) {
            asm volatile("csrw frm, %0" : : "r"(mode));
            for (size_t i = 0; i < count; i++) {
                results[i] = execute(&operands[i]);
            }
            asm volatile("csrw fcsr, zero");
            fwrite(results, sizeof *results, count, stdout);
        }
        fclose(file);
    }
    return fflush(stdout) != 0;
}

int main(int argc, char **argv) {
    for (size_t i = 0; argc == 3 && i < sizeof table / sizeof *table; i++) {
        if (strcmp(argv[1], table[i].mnemonic) == 0) {
            return run(table[i].execute, argv[2]);
        }
    }
    fprintf(stderr, "usage: instructions MNEMONIC OPERANDS >RESULTS\n");
    return 2;
}
