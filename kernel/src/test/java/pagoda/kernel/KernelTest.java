package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagoda.cpu.isa.Registers.ZERO;

import java.util.EnumSet;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.elf.ElfFile;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.KernelPanic;

final class KernelTest {
    private static final ElfFile LOOP =
            ElfImage.program(new Code().label("again").call(172).jump(ZERO, "again"));

    @Test
    void anExceptionOfTheKernelsOwnIsAPanicWithItsHistory() {
        GuestRun run = new GuestRun(GuestRun.SMALL, "");
        int[] calls = new int[1];
        run.kernel().events().read(EnumSet.of(EventKind.SYSCALL), event -> {
            if (++calls[0] == 40) {
                throw new IllegalStateException("a reader fails");
            }
        });

        assertThatThrownBy(() -> run.run(LOOP))
                .isInstanceOfSatisfying(
                        KernelPanic.class,
                        panic -> assertThat(panic.history())
                                .hasLineCount(16)
                                .contains("environment call, pc 0x10004, tval 0x0"))
                .hasMessageContaining("a reader fails")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aProgramThatIsStoppedHasNoStatusYet() {
        GuestRun run = new GuestRun(GuestRun.SMALL.withMaxSteps(100), "").run(LOOP);

        assertThat(run.result().status()).isNull();
        assertThat(Objects.requireNonNull(run.kernel().statistics().processes().get(2)))
                .doesNotContainKey("status")
                .containsEntry("system_calls", 33L);
    }

    @Test
    void beforeTheRunThereIsNothingToCount() {
        GuestRun run = new GuestRun(GuestRun.SMALL, "");

        assertThat(run.kernel().statistics().processes()).isEmpty();
        assertThat(run.kernel().statistics().system())
                .containsEntry("instructions", 0L)
                .containsEntry("frames_free_min", 256);
    }

    @Test
    void twoMachinesRunSideBySide() {
        GuestRun first = new GuestRun(GuestRun.SMALL, "");
        GuestRun second = new GuestRun(GuestRun.SMALL, "");
        first.kernel().events().read(EnumSet.of(EventKind.SYSCALL), event -> {
            if (event.word().equals("getpid")) {
                second.run(ElfImage.program(new Code().exit(7)));
            }
        });

        first.run(ElfImage.program(new Code().call(172).exit(8)));

        assertThat(first.status()).isEqualTo(8);
        assertThat(second.status()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 4096, (64 << 10) - 1, (64 << 10) + 1, (1L << 30) + 4096, Long.MIN_VALUE})
    void anImpossibleSizeOfRamIsRefused(long ram) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelOptions.DEFAULT.withRam(ram))
                .withMessageContaining("64K to 1G");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void anImpossibleLimitOfStepsIsRefused(long steps) {
        assertThatIllegalArgumentException().isThrownBy(() -> KernelOptions.DEFAULT.withMaxSteps(steps));
    }
}
