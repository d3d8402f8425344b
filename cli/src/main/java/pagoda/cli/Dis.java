package pagoda.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import pagoda.asm.disassembly.Disassembly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pagoda dis}: shows a program's instructions. */
@Command(
        name = "dis",
        description = "Disassembles the code of an ELF file, or of a source once it is assembled, with symbols.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: pagoda dis programs/hello.s"})
final class Dis implements Runnable {
    private final OutputStream output;
    private final Messages messages;

    @Parameters(paramLabel = "FILE", description = "An ELF file, or an assembly source.")
    private String file = "";

    Dis(OutputStream output, Messages messages) {
        this.output = output;
        this.messages = messages;
    }

    @Override
    public void run() {
        Program program = Program.load(List.of(file), messages);
        PrintStream printer = new PrintStream(output, false, StandardCharsets.UTF_8);
        Disassembly.print(program.file(), printer::print);
        printer.flush();
    }
}
