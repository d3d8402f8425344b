package pagoda.asm.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PredictionTest {

    @Test
    void everyChoiceInTheProgramsIsMadeByOneTokenWithoutPrediction() throws IOException {
        Predictions predictions = new Predictions();
        try (var files = Files.walk(Path.of("../programs"))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".s"))
                    .sorted()
                    .toList();
            for (Path source : sources) {
                predictions.read(Files.readString(source));
            }
        }
        assertThat(predictions.statements()).isGreaterThan(1000);
        assertThat(predictions.count()).isZero();
    }

    @Test
    void everyOperatorAndOperandIsChosenByOneToken() {
        Predictions predictions = new Predictions();
        predictions.read("""
                a: "b": 1: x = -1 + 2 * ~3 << 4 | !5 && (6 == 7) || 8 % 9
                y == z@plt - 1b
                "quoted" = 'c'
                lw a0, %pcrel_lo(1b + 4)(a0)
                sd a0, -8*2(sp)
                .type f, @function
                .p2align 4,,15
                .ascii "a" "b", "c"
                nop
                """);
        assertThat(predictions.statements()).isEqualTo(9);
        assertThat(predictions.count()).isZero();
    }
}
