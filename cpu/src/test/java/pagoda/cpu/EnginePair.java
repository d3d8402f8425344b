package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.translator.EngineKind;
import pagoda.cpu.translator.Tuning;

/** The same machine twice: one is interpreted, the other translated. */
final class EnginePair {
    /** What is executed twice is translated. */
    private static final Tuning HASTY = new Tuning(5, 5, 1, 2, 2, 160, 1 << 20, 0);

    private final Rig interpreted;
    private final Rig translated;

    EnginePair() {
        this(TlbConfiguration.DEFAULT);
    }

    EnginePair(TlbConfiguration tlb) {
        this(tlb, Rig.FRAMES);
    }

    EnginePair(TlbConfiguration tlb, int frames) {
        interpreted = new Rig(tlb, frames);
        translated = new Rig(tlb, frames);
        EngineKind.TRANSLATOR.drive(translated.hart, HASTY);
    }

    EnginePair on(Consumer<Rig> action) {
        action.accept(interpreted);
        action.accept(translated);
        return this;
    }

    /** Runs both with each of the budgets, and compares them after each. */
    EnginePair run(long... budgets) {
        for (long budget : budgets) {
            String expected = Rig.describe(interpreted.run(budget)) + interpreted.state();
            assertThat(Rig.describe(translated.run(budget)) + translated.state())
                    .isEqualTo(expected);
            assertThat(translated.ram()).isEqualTo(interpreted.ram());
        }
        return this;
    }
}
