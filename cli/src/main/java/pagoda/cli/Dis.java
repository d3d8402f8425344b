package pagoda.cli;

import java.io.PrintWriter;
import java.util.List;
import pagoda.asm.disassembly.Disassembly;

/** {@code pagoda dis}: shows a program's instructions. */
final class Dis implements Command {
    static final String NAME = "dis";

    private final PrintWriter out;
    private final Messages messages;

    private boolean plain;

    private String file = "";

    Dis(PrintWriter out, Messages messages) {
        this.out = out;
        this.messages = messages;
    }

    @Override
    public void declare(Options options) {
        options.description("Disassembles the code of an ELF file, or of a source once it is assembled.");
        options.footer("", "Example: pagoda dis programs/hello.s");
        options.flag(
                "--no-aliases",
                given -> plain = given,
                "Shows the instructions themselves: addi for li, jalr for ret.");
        options.parameter("FILE", given -> file = given, "An ELF file, or an assembly source.");
    }

    @Override
    public Integer call() {
        Program program = Program.load(List.of(file), List.of(), new IsaOption(), messages);
        out.print(Disassembly.of(program.file(), file, !plain));
        out.flush();
        return 0;
    }
}
