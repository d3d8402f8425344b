package pagoda.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Disassembler;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ProgramHeader;
import pagoda.elf.SymbolTable;
import pagoda.elf.dwarf.LineTable;
import pagoda.elf.dwarf.SourceLine;

/** Names the places of a program's code: by symbol, by source line, by instruction. */
final class CodePlaces {
    private final ElfFile program;
    private final AssembledSources sources;

    /** @param sources where lines are looked for first; then among the host's files */
    CodePlaces(ElfFile program, AssembledSources sources) {
        this.program = program;
        this.sources = sources;
    }

    /** {@code " <fill+0x18>"}, or nothing if no symbol is near. */
    String symbol(long address) {
        SymbolTable.Location location = SymbolTable.of(program).at(address);
        return location == null ? "" : " <" + location + ">";
    }

    /** {@code "copy.s:21:   sd t0, 4(a1)"}, without the text if the source cannot be read; null if the line is not known. */
    @Nullable
    String line(long address) {
        SourceLine line = LineTable.of(program).at(address);
        return line == null ? null : (line + ":   " + text(line)).stripTrailing();
    }

    /** {@code "100a8:   sd t0,4(a1)"}: the instruction in the file; null if none is there. */
    @Nullable
    String disassembly(long address) {
        for (ProgramHeader segment : program.segments()) {
            long offset = address - segment.virtualAddress();
            if (segment.type() == Elf.PT_LOAD && offset >= 0 && offset + 2 <= segment.fileSize()) {
                int at = (int) (segment.offset() + offset);
                int word = 0;
                for (int i = (int) Math.min(4, segment.fileSize() - offset) - 1; i >= 0; i--) {
                    word = word << 8 | program.bytes()[at + i] & 0xff;
                }
                String code = Disassembler.disassemble(
                        word, address, target -> Text.format("0x%x%s", target, symbol(target)));
                return Text.format("%x:   %s", address, code.replace('\t', ' '));
            }
        }
        return null;
    }

    private String text(SourceLine line) {
        byte[] source = sources.get(line.file());
        try {
            byte[] bytes = source == null ? Files.readAllBytes(Path.of(line.file())) : source;
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return line.line() <= lines.size() ? lines.get(line.line() - 1).strip() : "";
        } catch (IOException | InvalidPathException | OutOfMemoryError unreadable) {
            return "";
        }
    }
}
