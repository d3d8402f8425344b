package pagoda.asm.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Symbol;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/**
 * A library of objects as {@code ar} makes it, in GNU's form: long names in a member {@code //}, and in a member {@code
 * /} which member defines which symbol. Members are read when they are asked for.
 *
 * <pre>
 * !&lt;arch&gt;\n
 * NAME/           TIME        UID   GID   MODE    SIZE      `\n   (60 bytes), SIZE bytes, a \n to make it even
 * </pre>
 */
public final class Archive {

    private static final byte[] MAGIC = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] THIN_MAGIC = "!<thin>\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 60;
    private static final int NAME = 16;
    private static final int SIZE = 48;
    private static final int SIZE_DIGITS = 10;

    /**
     * One file of the archive.
     *
     * @param name its own name
     * @param start where its bytes begin in the archive
     * @param size how many there are
     */
    public record Member(String name, int start, int size) {}

    private final String name;
    private final byte[] bytes;
    private final Map<Integer, Member> members = new HashMap<>();
    private final List<Member> order = new ArrayList<>();
    private final Map<String, Member> index = new HashMap<>();
    private byte[] longNames = new byte[0];

    private Archive(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** Whether the bytes begin as an archive does, a thin one too. */
    public static boolean isArchive(byte[] bytes) {
        return begins(bytes, MAGIC) || begins(bytes, THIN_MAGIC);
    }

    private static boolean begins(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    /**
     * Reads the archive's headers and its index; if it has none, the symbols of its members.
     *
     * @param name for messages
     * @throws ElfFormatException if the archive, or a member that had to be read, is not sound
     */
    public static Archive read(String name, byte[] bytes) throws ElfFormatException {
        if (begins(bytes, THIN_MAGIC)) {
            throw new ElfFormatException("a thin archive: its objects are elsewhere; make one without ar's option T");
        }
        if (!begins(bytes, MAGIC)) {
            throw new ElfFormatException("not an archive");
        }
        Archive archive = new Archive(name, bytes);
        archive.readMembers();
        return archive;
    }

    private void readMembers() throws ElfFormatException {
        Member table = null;
        int at = MAGIC.length;
        while (at < bytes.length) {
            if (bytes.length - at < HEADER || bytes[at + HEADER - 2] != '`' || bytes[at + HEADER - 1] != '\n') {
                throw new ElfFormatException("no member begins at offset 0x" + Integer.toHexString(at));
            }
            long size = number(at + SIZE, SIZE_DIGITS, at, "size");
            int start = at + HEADER;
            if (size > bytes.length - start) {
                throw new ElfFormatException("the member at offset 0x" + Integer.toHexString(at) + " (" + size
                        + " bytes) reaches past the end of the archive");
            }
            String field = new String(bytes, at, NAME, StandardCharsets.ISO_8859_1).stripTrailing();
            Member member = new Member(field, start, (int) size);
            switch (field) {
                case "/", "/SYM64/" -> table = member;
                case "//" -> longNames = Arrays.copyOfRange(bytes, start, start + (int) size);
                default -> {
                    Member named = new Member(memberName(field, at), start, (int) size);
                    members.put(at, named);
                    order.add(named);
                }
            }
            at = start + (int) size + ((int) size & 1);
        }
        if (table == null) {
            indexMembers();
        } else {
            readIndex(table, table.name.equals("/") ? 4 : 8);
        }
    }

    private long number(int from, int digits, int header, String what) throws ElfFormatException {
        String text = new String(bytes, from, digits, StandardCharsets.ISO_8859_1).strip();
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ElfFormatException("the member at offset 0x" + Integer.toHexString(header) + " has no " + what);
        }
        return Long.parseLong(text);
    }

    /** {@code name/}, or {@code /123} for a name at that offset of the long names. */
    private String memberName(String field, int header) throws ElfFormatException {
        if (!field.startsWith("/")) {
            return field.endsWith("/") ? field.substring(0, field.length() - 1) : field;
        }
        long start = number(header + 1, NAME - 1, header, "name");
        if (start >= longNames.length) {
            throw new ElfFormatException(
                    "the member at offset 0x" + Integer.toHexString(header) + " has its name nowhere");
        }
        int end = (int) start;
        while (end < longNames.length && longNames[end] != '\n' && longNames[end] != 0) {
            end++;
        }
        String text = new String(longNames, (int) start, end - (int) start, StandardCharsets.UTF_8);
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The index: a count, so many offsets of members' headers, then so many names that end in zeros; big-endian. */
    private void readIndex(Member table, int word) throws ElfFormatException {
        long count = table.size < word ? -1 : bigEndian(table.start, word);
        if (count < 0 || count > (table.size - word) / word) {
            throw new ElfFormatException("the symbol index is not sound");
        }
        int names = table.start + word + (int) count * word;
        int end = table.start + table.size;
        for (int i = 0; i < count; i++) {
            long offset = bigEndian(table.start + word + i * word, word);
            Member member = offset == (int) offset ? members.get((int) offset) : null;
            int stop = names;
            while (stop < end && bytes[stop] != 0) {
                stop++;
            }
            if (member == null || stop == end) {
                throw new ElfFormatException("entry " + i + " of the symbol index is not sound");
            }
            index.putIfAbsent(new String(bytes, names, stop - names, StandardCharsets.UTF_8), member);
            names = stop + 1;
        }
    }

    private long bigEndian(int at, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }

    private void indexMembers() throws ElfFormatException {
        for (Member member : order) {
            if (!ElfFile.isObject(contents(member))) {
                continue;
            }
            for (Symbol symbol : object(member).symbols()) {
                boolean offered = symbol.binding() != Binding.LOCAL
                        && symbol.isDefined()
                        && !(symbol.place() instanceof Place.Common);
                if (offered) {
                    index.putIfAbsent(symbol.name(), member);
                }
            }
        }
    }

    private byte[] contents(Member member) {
        return Arrays.copyOfRange(bytes, member.start, member.start + member.size);
    }

    public String name() {
        return name;
    }

    /** The members in the archive's order, without those that are tables. */
    public List<Member> members() {
        return Collections.unmodifiableList(order);
    }

    /** The first member that defines a global symbol of that name, or null. */
    public @Nullable Member defining(String symbol) {
        return index.get(symbol);
    }

    /**
     * Reads a member.
     *
     * @throws ElfFormatException if it is no sound object; the message names the member
     */
    public ObjectFile object(Member member) throws ElfFormatException {
        try {
            return ObjectReader.read(name + "(" + member.name + ")", contents(member));
        } catch (ElfFormatException unsound) {
            throw new ElfFormatException("member " + member.name + ": " + unsound.getMessage());
        }
    }
}
