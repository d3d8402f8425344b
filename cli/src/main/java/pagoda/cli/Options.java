package pagoda.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * What one command takes, and its help. Picocli is told by calls, not by annotations: to read those took it nearly half of the
 * time of a start (docs/performance.md). Names of one option have commas between them; what is given to an option goes to its setter.
 */
final class Options {
    private final CommandSpec command;

    /** The options of this command, which has {@code --help} already. */
    Options(CommandSpec command) {
        this.command = command;
        command.addOption(option("-h, --help", "Shows this help.")
                .type(boolean.class)
                .usageHelp(true)
                .build());
    }

    /** What the command does, in a sentence. */
    void description(String description) {
        command.usageMessage().description(description);
    }

    /** How the command is written, if not as picocli would say. */
    void synopsis(String synopsis) {
        command.usageMessage().customSynopsis(synopsis);
    }

    /** What stands below the options in the help. */
    void footer(String... lines) {
        command.usageMessage().footer(lines);
    }

    /** {@code --version}. */
    void version(String version) {
        command.version(version);
        command.addOption(option("-V, --version", "Shows the version.")
                .type(boolean.class)
                .versionHelp(true)
                .build());
    }

    /** An option without a value. */
    void flag(String names, Consumer<Boolean> setter, String description) {
        add(option(names, description).type(boolean.class), setter);
    }

    /** An option with a value of a type that picocli reads. */
    <T> void value(String names, String label, Class<T> type, Consumer<T> setter, String description) {
        add(option(names, description).paramLabel(label).type(type), setter);
    }

    /** An option with a value that is read by this function; if it is none, that says so by an {@link IllegalArgumentException}. */
    <T> void value(String names, String label, Function<String, T> reader, Consumer<T> setter, String description) {
        add(option(names, description).paramLabel(label).type(Object.class).converters(new Converter(reader)), setter);
    }

    /** An option that may have a value, behind an equals sign. */
    void optionalValue(String names, String label, Consumer<String> setter, String description) {
        add(option(names, description).paramLabel(label).type(String.class).arity("0..1"), setter);
    }

    /** An option that may be given several times. */
    void texts(String names, String label, Consumer<List<String>> setter, String description) {
        add(option(names, description).paramLabel(label).type(List.class).auxiliaryTypes(String.class), setter);
    }

    /** An option whose value is {@code NAME=VALUE}, and that may be given several times. */
    <V> void map(String names, String label, Class<V> type, Consumer<Map<String, V>> setter, String description) {
        add(option(names, description).paramLabel(label).type(Map.class).auxiliaryTypes(String.class, type), setter);
    }

    /** What is given without an option. */
    void parameter(String label, Consumer<String> setter, String description) {
        addParameters(label, "1", String.class, setter, description);
    }

    /**
     * What is given without options.
     *
     * @param arity how many there may be, as in {@code 1..*}
     */
    void parameters(String label, String arity, Consumer<List<String>> setter, String description) {
        addParameters(label, arity, List.class, setter, description);
    }

    private <T> void addParameters(String label, String arity, Class<?> type, Consumer<T> setter, String description) {
        Binding<T> binding = new Binding<>(setter);
        command.addPositional(PositionalParamSpec.builder()
                .paramLabel(label)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .type(type)
                .auxiliaryTypes(String.class)
                .description(description)
                .getter(binding)
                .setter(binding)
                .hasInitialValue(false)
                .build());
    }

    private static OptionSpec.Builder option(String names, String description) {
        return OptionSpec.builder(names.split(", ")).description(description);
    }

    private <T> void add(OptionSpec.Builder option, Consumer<T> setter) {
        Binding<T> binding = new Binding<>(setter);
        command.addOption(
                option.getter(binding).setter(binding).hasInitialValue(false).build());
    }

    private record Converter(Function<String, ?> reader) implements ITypeConverter<Object> {
        @Override
        public Object convert(String text) {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /** A place for what is given, to which more may be added; the setter is told of it. */
    private static final class Binding<T> implements IGetter, ISetter {
        private final Consumer<T> setter;
        private @Nullable Object value;

        Binding(Consumer<T> setter) {
            this.setter = setter;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // as picocli has it
        public <V> V get() {
            return (V) value;
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"})
        public <V> V set(V given) {
            Object before = value;
            value = given;
            setter.accept((T) given);
            return (V) before;
        }
    }
}
