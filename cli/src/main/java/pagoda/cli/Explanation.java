package pagoda.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Disassembler;
import pagoda.cpu.mmu.Pte;
import pagoda.elf.ElfFile;
import pagoda.elf.SectionHeader;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.Region;
import pagoda.kernel.report.CrashReport;

/** Explains why a program died: what it did, where in its source, what the page table said, and why that kills. */
final class Explanation {
    private Explanation() {}

    /** Several lines, the last one ended too. */
    static String of(CrashReport report, CodePlaces places) {
        StringBuilder text = new StringBuilder();
        text.append(Text.format(
                "[pid %d %s] %s (scause %d)",
                report.pid(),
                report.name(),
                report.cause().text(),
                report.cause().scause()));
        if (hasAddress(report.cause())) {
            text.append(Text.format(" at 0x%016x", report.address()));
        }
        text.append(Text.format(", pc 0x%016x%s\n", report.pc(), places.symbol(report.pc())));
        appendCode(text, report, places);
        appendWalk(text, report);
        if (report.reason() != null) {
            text.append("  reason: ").append(reason(report, report.reason())).append('\n');
        }
        text.append(Text.format("  killed by %s (%s)\n", report.signal().signal(), report.signal()));
        return text.toString();
    }

    private static boolean hasAddress(Cause cause) {
        return cause != Cause.ILLEGAL_INSTRUCTION && cause != Cause.BREAKPOINT && cause != Cause.ECALL;
    }

    private static void appendCode(StringBuilder text, CrashReport report, CodePlaces places) {
        String line = places.line(report.pc());
        if (line != null) {
            text.append("  ").append(line).append('\n');
        }
        if (report.cause() == Cause.ILLEGAL_INSTRUCTION) {
            int word = (int) report.address();
            String meaning = Disassembler.disassemble(word, report.pc(), target -> Text.format("0x%x", target))
                    .replace('\t', ' ');
            text.append(Text.format((word & 3) == 3 ? "  instruction: 0x%08x" : "  instruction: 0x%04x", word));
            text.append(meaning.startsWith(".") ? ", which encodes none\n" : " " + meaning + "\n");
        } else if (line == null) {
            String code = places.disassembly(report.pc());
            text.append(code == null ? "" : "  " + code + "\n");
        }
    }

    private static void appendWalk(StringBuilder text, CrashReport report) {
        if (report.reason() == null || report.cause() == Cause.ECALL) {
            return;
        }
        if (report.walk().isEmpty()) {
            text.append("  walk: none, as bits 63 to 39 of the address are not all equal to bit 38\n");
            return;
        }
        List<String> steps = new ArrayList<>();
        report.walk().forEach(step -> steps.add(Text.format("L%d[0x%03x]", step.level(), step.index())));
        long pte = report.walk().get(steps.size() - 1).entry();
        text.append("  walk: ").append(String.join(" → ", steps));
        text.append(Text.format(" PTE = 0x%x  DAGU XWRV = %s\n", pte, flags(pte)));
    }

    private static String flags(long pte) {
        StringBuilder flags = new StringBuilder();
        String letters = "DAGUXWRV";
        for (int i = 0; i < letters.length(); i++) {
            flags.append(i == 4 ? " " : "");
            flags.append((pte >>> (7 - i) & Pte.V) != 0 ? letters.charAt(i) : '-');
        }
        return flags.toString();
    }

    private static String reason(CrashReport report, FaultReason reason) {
        Region region = report.region();
        String detail = switch (reason) {
            case NOT_MAPPED -> nothingAt(report.address(), region);
            case KERNEL_PAGE -> "(the upper half of the addresses is the kernel's)";
            case STACK_GUARD -> stackLimit(region);
            case OUT_OF_MEMORY -> "(no frame of RAM is free, nor can one be emptied; --ram and --swap give more)";
            case DISK_ERROR -> "(the page is on the disk, which could not read it)";
            default -> region == null ? "" : "(region " + describe(region, report) + ")";
        };
        return reason.word() + (detail.isEmpty() ? "" : " " + detail);
    }

    private static String stackLimit(@Nullable Region region) {
        return region != null && region.backing() instanceof Backing.Guard guard
                ? "(the stack has reached its limit of " + (guard.reach() >> 20) + " MiB)"
                : "";
    }

    private static String nothingAt(long address, @Nullable Region above) {
        if (address >= 0 && address < AddressSpace.PAGE_SIZE) {
            return "(page 0 is never mapped: a null pointer?)";
        }
        return above == null
                ? "(no region holds it)"
                : Text.format("(no region holds it; the next one above begins at 0x%x)", above.start());
    }

    private static String describe(Region region, CrashReport report) {
        return Text.format(
                "0x%x–0x%x %s %s", region.start(), region.end(), region.protection(), contents(region, report));
    }

    /** The section at the address, or else the first section in the region, or else the region's own name. */
    private static String contents(Region region, CrashReport report) {
        ElfFile program = report.program();
        List<SectionHeader> sections = program.sections();
        for (SectionHeader section : sections) {
            if (section.holds(report.address())) {
                return section.name();
            }
        }
        for (SectionHeader section : sections) {
            if (section.size() > 0 && section.holds(section.address()) && region.contains(section.address())) {
                return section.name();
            }
        }
        return region.name();
    }
}
