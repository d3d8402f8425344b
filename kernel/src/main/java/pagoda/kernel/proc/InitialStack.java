package pagoda.kernel.proc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ProgramHeader;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.AddressSpace;

/**
 * What a program finds on its stack when it begins, as Linux leaves it (System V ABI, "Initial Stack and Register State";
 * Linux's {@code create_elf_tables}).
 *
 * <pre>
 *  high   8 zero bytes
 *         the program's path, environment strings, argument strings
 *         16 random bytes (the same in every run), padding
 *         auxiliary vector, to AT_NULL
 *         envp[0] … 0
 *         argv[0] … 0
 *  sp →   argc                                  a multiple of 16
 * </pre>
 */
final class InitialStack {
    /** The most bytes of one string, its final zero counted: Linux's {@code MAX_ARG_STRLEN}. */
    private static final long MOST_STRING = 32L * AddressSpace.PAGE_SIZE;

    private static final long AT_NULL = 0;
    private static final long AT_PHDR = 3;
    private static final long AT_PHENT = 4;
    private static final long AT_PHNUM = 5;
    private static final long AT_PAGESZ = 6;
    private static final long AT_BASE = 7;
    private static final long AT_FLAGS = 8;
    private static final long AT_ENTRY = 9;
    private static final long AT_UID = 11;
    private static final long AT_EUID = 12;
    private static final long AT_GID = 13;
    private static final long AT_EGID = 14;
    private static final long AT_HWCAP = 16;
    private static final long AT_CLKTCK = 17;
    private static final long AT_SECURE = 23;
    private static final long AT_RANDOM = 25;
    private static final long AT_EXECFN = 31;

    private final byte[] bytes;
    private final long stackPointer;

    private InitialStack(byte[] bytes, long stackPointer) {
        this.bytes = bytes;
        this.stackPointer = stackPointer;
    }

    /** What lies from {@link #stackPointer} up. */
    byte[] bytes() {
        return bytes;
    }

    /** Where it begins. */
    long stackPointer() {
        return stackPointer;
    }

    /**
     * @param most how many bytes arguments and environment may have, pointers counted
     * @param argv arguments, whose characters are their bytes; {@code envp} likewise
     * @throws ExecException E2BIG if one string, or arguments and environment together, are too long
     */
    static InitialStack build(ElfFile file, long top, long most, String path, List<String> argv, List<String> envp)
            throws ExecException {
        List<byte[]> strings = new ArrayList<>();
        for (String text : argv) {
            strings.add(terminated(text, StandardCharsets.ISO_8859_1));
        }
        for (String text : envp) {
            strings.add(terminated(text, StandardCharsets.ISO_8859_1));
        }
        strings.add(terminated(path, StandardCharsets.UTF_8));
        long stringBytes = 0;
        for (byte[] string : strings) {
            stringBytes += string.length;
            if (string.length > MOST_STRING) {
                throw new ExecException(
                        Errno.E2BIG, "an argument of " + string.length + " bytes; at most " + MOST_STRING + " fit");
            }
        }
        long pointerBytes = 8L * (argv.size() + envp.size());
        if (stringBytes + pointerBytes > most) {
            throw new ExecException(
                    Errno.E2BIG, "arguments of " + (stringBytes + pointerBytes) + " bytes; at most " + most + " fit");
        }
        long stringStart = top - 8 - stringBytes;
        long random = stringStart - 16 & -16;
        long[] auxiliary = auxiliary(file, random, top - 8 - strings.get(strings.size() - 1).length);
        long words = 1L + argv.size() + 1 + envp.size() + 1 + auxiliary.length;
        long stackPointer = random - 8 * words & -16;

        ByteBuffer stack = ByteBuffer.allocate((int) (top - stackPointer)).order(ByteOrder.LITTLE_ENDIAN);
        stack.putLong(argv.size());
        long string = stringStart;
        for (int i = 0; i < argv.size() + envp.size(); i++) {
            if (i == argv.size()) {
                stack.putLong(0);
            }
            stack.putLong(string);
            string += strings.get(i).length;
        }
        if (envp.isEmpty()) {
            stack.putLong(0);
        }
        stack.putLong(0);
        for (long word : auxiliary) {
            stack.putLong(word);
        }
        stack.position((int) (random - stackPointer));
        stack.putLong(0x5061_676f_6461_0001L).putLong(0x9e37_79b9_7f4a_7c15L);
        stack.position((int) (stringStart - stackPointer));
        for (byte[] bytes : strings) {
            stack.put(bytes);
        }
        return new InitialStack(stack.array(), stackPointer);
    }

    private static long[] auxiliary(ElfFile file, long random, long path) {
        return new long[] {
            AT_HWCAP, 1L << ('i' - 'a') | 1L << ('m' - 'a') | 1L,
            AT_PAGESZ, AddressSpace.PAGE_SIZE,
            AT_CLKTCK, 100,
            AT_PHDR, programHeaders(file),
            AT_PHENT, Elf.PHDR_SIZE,
            AT_PHNUM, file.segments().size(),
            AT_BASE, 0,
            AT_FLAGS, 0,
            AT_ENTRY, file.header().entry(),
            AT_UID, 0,
            AT_EUID, 0,
            AT_GID, 0,
            AT_EGID, 0,
            AT_SECURE, 0,
            AT_RANDOM, random,
            AT_EXECFN, path,
            AT_NULL, 0
        };
    }

    /** Where the program headers lie in memory, 0 if no segment holds them. */
    private static long programHeaders(ElfFile file) {
        long offset = file.header().programHeaderOffset();
        for (ProgramHeader segment : file.segments()) {
            if (segment.type() == Elf.PT_LOAD
                    && segment.offset() <= offset
                    && offset < segment.offset() + segment.fileSize()) {
                return segment.virtualAddress() + offset - segment.offset();
            }
        }
        return 0;
    }

    private static byte[] terminated(String text, Charset encoding) {
        return (text + "\0").getBytes(encoding);
    }
}
