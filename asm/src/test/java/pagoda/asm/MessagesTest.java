package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong sources and all that is said about them. They stand in {@code messages.txt}: a line {@code === name}, the source, a
 * line {@code ---}, and the messages.
 */
class MessagesTest {

    static List<Arguments> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(MessagesTest.class.getResourceAsStream("messages.txt"))) {
            List<Arguments> cases = new ArrayList<>();
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String part : all.split("(?m)^=== ")) {
                if (!part.isBlank()) {
                    int name = part.indexOf('\n');
                    int middle = part.indexOf("\n---\n");
                    cases.add(Arguments.of(
                            part.substring(0, name), part.substring(name + 1, middle + 1), part.substring(middle + 5)));
                }
            }
            return cases;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void saysWhatIsWrongAndWhere(String name, String source, String messages) {
        Assembled assembled = Assembled.with(AssemblerOptions.DEFAULT, java.util.Map.of(), source);
        assertThat(assembled.messages()).describedAs(name).isEqualTo(messages);
    }
}
