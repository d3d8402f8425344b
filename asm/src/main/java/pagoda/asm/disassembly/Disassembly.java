package pagoda.asm.disassembly;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import pagoda.asm.instruction.Aliases;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Disassembler;
import pagoda.cpu.isa.Instruction;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfSymbol;
import pagoda.elf.SectionHeader;

/**
 * The code of an ELF file as text, as {@code objdump -d} has it:
 *
 * <pre>
 * 00000000000100e8 &lt;_start&gt;:
 *    100e8:	00500513          	li	a0,5
 *    100ec:	008000ef          	jal	100f4 &lt;f&gt;
 * </pre>
 */
public final class Disassembly {

    /** Zero bytes in a row that are not written out, and at the end of a section. */
    private static final int SKIPPED_ZEROS = 8;

    private static final int SKIPPED_ZEROS_AT_END = 3;

    private final ElfFile file;
    private final Names names;
    private final boolean aliases;
    private final StringBuilder out = new StringBuilder();

    private Disassembly(ElfFile file, boolean aliases) {
        this.file = file;
        this.aliases = aliases;
        this.names = new Names(file);
    }

    /**
     * Disassembles all sections that hold code.
     *
     * @param name the file's name, for the heading
     * @param aliases whether instructions are written as the pseudo-instructions they are, such as {@code ret}
     */
    public static String of(ElfFile file, String name, boolean aliases) {
        Disassembly disassembly = new Disassembly(file, aliases);
        disassembly.out.append('\n').append(name).append(":     file format elf64-littleriscv\n\n");
        for (int i = 0; i < file.sections().size(); i++) {
            SectionHeader section = file.sections().get(i);
            if (section.has(Elf.SHF_EXECINSTR) && section.type() != Elf.SHT_NOBITS && section.size() > 0) {
                disassembly.section(i, section);
            }
        }
        return disassembly.out.toString();
    }

    private void section(int index, SectionHeader section) {
        out.append("\nDisassembly of section ").append(section.name()).append(":\n");
        byte[] code = file.contents(section);
        NavigableMap<Long, ElfSymbol> labels = names.in(index);
        AddressNotes notes = new AddressNotes(Names.value(file, "__global_pointer$"));
        int width = width(section.address() + code.length);
        int at = 0;
        while (at < code.length) {
            long address = section.address() + at;
            Map.Entry<Long, ElfSymbol> next = labels.higherEntry(address);
            long distance = next == null ? code.length : next.getKey() - section.address();
            int end = distance > at && distance < code.length ? (int) distance : code.length;
            ElfSymbol label = labels.get(address);
            if (label != null || at == 0) {
                String name = label == null ? section.name() : label.name();
                out.append(String.format(Locale.ROOT, "\n%016x <%s>:\n", address, name));
            }
            region(index, code, section.address(), at, end, width, notes);
            at = end;
        }
    }

    /** How many digits the addresses up to this one take: objdump leaves out leading zeros four at a time. */
    private static int width(long last) {
        String digits = String.format(Locale.ROOT, "%016x", last);
        int skipped = 0;
        while (digits.startsWith("00000", skipped)) {
            skipped += 4;
        }
        return 16 - skipped;
    }

    private void region(int section, byte[] code, long base, int start, int end, int width, AddressNotes notes) {
        int at = start;
        while (at < end) {
            int zeros = zeros(code, at, end);
            if (zeros >= SKIPPED_ZEROS || zeros == end - at && zeros > 0 && zeros < SKIPPED_ZEROS_AT_END) {
                out.append("\t...\n");
                at += zeros == end - at ? zeros : zeros / SKIPPED_ZEROS * SKIPPED_ZEROS;
                continue;
            }
            Map.Entry<Long, Boolean> mark = names.dataIn(section).floorEntry(base + at);
            boolean data = mark != null && mark.getValue();
            Long next = data ? names.dataIn(section).higherKey(base + at) : null;
            int length = data
                    ? dataLength((int) Math.min(4, (next == null ? base + code.length : next) - base - at))
                    : length(code, at, end);
            length = Math.min(length, dataLength(end - at));
            long word = 0;
            for (int i = length - 1; i >= 0; i--) {
                word = word << 8 | code[at + i] & 0xff;
            }
            String hex = String.format(Locale.ROOT, "%0" + 2 * length + "x", word);
            String address = Long.toHexString(base + at);
            out.append(" ".repeat(Math.max(0, width - address.length())))
                    .append(address)
                    .append(":\t");
            out.append(hex).append(" ".repeat(hexColumn(length) - hex.length())).append('\t');
            out.append(data ? data((int) word, length) : text((int) word, length, base + at, section, notes))
                    .append('\n');
            at += length;
        }
    }

    /** How many bytes of data a line shows if so many are left. */
    private static int dataLength(int left) {
        return left >= 4 ? 4 : left == 3 ? 2 : left;
    }

    private static String data(int word, int length) {
        String directive = length == 4 ? ".word" : length == 2 ? ".short" : ".byte";
        return String.format(Locale.ROOT, "%s\t0x%0" + 2 * length + "x", directive, word);
    }

    /** How wide the bytes' column is: as if eight bytes stood there in groups of this length, each with a blank behind it. */
    private static int hexColumn(int length) {
        return 8 / length * (2 * length + 1);
    }

    private static int zeros(byte[] code, int start, int end) {
        int at = start;
        while (at < end && code[at] == 0) {
            at++;
        }
        return at - start;
    }

    /** A whole instruction, or what is left of one: two bytes, or one. */
    private static int length(byte[] code, int at, int end) {
        if (end - at >= 4 && (code[at] & 3) == 3) {
            return 4;
        }
        return end - at >= 2 ? 2 : 1;
    }

    private String text(int word, int length, long pc, int section, AddressNotes notes) {
        Instruction instruction = length == Decoder.length(word) ? Instruction.decode(word) : null;
        if (instruction == null) {
            return String.format(
                    Locale.ROOT, length == 4 ? ".word\t0x%08x" : length == 2 ? ".2byte\t0x%x" : ".byte\t0x%02x", word);
        }
        String text =
                aliases ? Aliases.TABLE.of(instruction, word, pc, target -> names.describe(target, section)) : null;
        if (text == null) {
            text = Disassembler.disassemble(word, pc, target -> names.describe(target, section));
        }
        @Nullable Long note = notes.next(instruction, word, pc);
        return note == null ? text : text + " # " + names.describe(note, section);
    }
}
