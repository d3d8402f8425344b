package pagoda.asm.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.asm.syntax.Predictions;

/** What GCC writes with {@code -S} is assembled to the same sections as GNU as makes of it. */
@Tag("oracle")
class CompilerOutputOracleTest {

    private static final String PROGRAM = """
            typedef unsigned long size_t;
            extern int puts(const char *);
            extern void *memcpy(void *, const void *, size_t);
            static int counter;
            int common[10];
            long table[] = {1, -2, 3, 0x123456789abcdefL};
            const char *names[] = {"zero", "one\\n", "two\\t\\"quoted\\"\\\\", "\\001\\377"};
            static const short halves[3] = {1, 2, 3};
            __thread int local_to_thread = 5;
            __thread int zero_thread;
            struct node { struct node *next; char kind; int value; };
            int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
            long sum(struct node *n) { long s = 0; for (; n; n = n->next) s += n->value; return s; }
            int pick(int k) {
                switch (k) {
                    case 0: return 5; case 1: return counter; case 2: return 77; case 3: return k * 3;
                    case 4: return common[k]; case 5: return -1; case 6: return puts("six"); case 7: return 1 << k;
                    default: return 0;
                }
            }
            unsigned long mix(unsigned long a, unsigned long b) {
                return (a * 0x9e3779b97f4a7c15UL) ^ (b >> 7) ^ (a % (b | 1)) ^ ((long) a / 10);
            }
            int bump(int *p) { return __atomic_fetch_add(p, 3, __ATOMIC_SEQ_CST); }
            int swap(int *p, int o, int n) {
                __atomic_compare_exchange_n(p, &o, n, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED); return o; }
            int tls(void) { return local_to_thread++ + zero_thread; }
            static void hidden(void) { counter += 2; }
            void (*pointer)(void) = hidden;
            void weak_one(void) __attribute__((weak));
            void weak_one(void) { puts(names[counter & 3]); }
            int alias(void) __attribute__((alias("main")));
            void copy(char *d) { memcpy(d, table, sizeof table); }
            __attribute__((section(".init.text"))) int special(void) { return halves[counter]; }
            int main(void) {
                char buffer[5000];
                counter = fib(10);
                buffer[counter] = 1;
                for (int i = 0; i < 5000; i++) buffer[i] ^= i;
                hidden();
                weak_one();
                return pick(counter) + buffer[4999] + (int) mix(counter, 5) + bump(&counter);
            }
            """;

    private static final String[][] TARGETS = {
        {"rv64ima_zicsr", "lp64"},
        {"rv64imac_zicsr_zifencei", "lp64"},
        {"rv64gc", "lp64d"},
        {"rv64gc_zba_zbb_zbs", "lp64d"}
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O0",
                "-O1",
                "-O2",
                "-O3",
                "-Os",
                "-O2 -g",
                "-O0 -g",
                "-O1 -g -gdwarf-4 -ffunction-sections",
                "-O2 -g -gno-as-loc-support",
                "-O2 -fPIC",
                "-O2 -ffunction-sections -fdata-sections",
                "-O2 -funroll-loops -fno-inline",
                "-O2 -mcmodel=medany",
                "-O2 -fno-jump-tables -fcommon",
                "-O2 -fasynchronous-unwind-tables",
                "-O3 -mcmodel=medany -fPIE",
                "-O2 -msave-restore"
            })
    void samePrograms(String options) throws IOException {
        Path c = Files.writeString(directory.resolve("prog.c"), PROGRAM);
        Path s = directory.resolve("prog.s");
        for (String[] target : TARGETS) {
            List<String> command = new java.util.ArrayList<>(
                    List.of("riscv64-unknown-elf-gcc", "-S", "-march=" + target[0], "-mabi=" + target[1]));
            command.addAll(List.of(options.split(" ")));
            command.addAll(List.of("-o", s.toString(), c.toString()));
            Tool.run(directory, command);
            new GnuAssembler(directory).assertSame(s, target[0], target[1]);
            Predictions predictions = new Predictions();
            predictions.read(Files.readString(s));
            assertThat(predictions.count()).isZero();
        }
    }
}
