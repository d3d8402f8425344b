package pagoda.cli;

import java.io.PrintWriter;
import java.util.List;
import pagoda.asm.disassembly.Disassembly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagoda dis}: shows a program's instructions. */
@Command(
        name = Dis.NAME,
        description = "Disassembles the code of an ELF file, or of a source once it is assembled.",
        footer = {"", "Example: pagoda dis programs/hello.s"})
final class Dis implements Runnable {
    static final String NAME = "dis";

    private final Messages messages;

    @Spec
    private CommandSpec spec;

    @Mixin
    HelpOption help = new HelpOption();

    @Option(names = "--no-aliases", description = "Shows the instructions themselves: addi for li, jalr for ret.")
    private boolean plain;

    @Parameters(paramLabel = "FILE", description = "An ELF file, or an assembly source.")
    private String file = "";

    Dis(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void run() {
        Program program = Program.load(List.of(file), List.of(), new IsaOption(), messages);
        PrintWriter out = spec.commandLine().getOut();
        out.print(Disassembly.of(program.file(), file, !plain));
        out.flush();
    }
}
