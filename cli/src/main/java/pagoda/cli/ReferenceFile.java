package pagoda.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import pagoda.kernel.mm.reference.ReferenceRecorder;

/**
 * Writes the reference strings of a run to a file, as {@link References} reads them: page numbers with 0x, {@code w} behind one
 * that was stored to; a line {@code thread N:} wherever another thread goes on.
 */
final class ReferenceFile implements ReferenceRecorder, AutoCloseable {
    private static final int IN_A_LINE = 12;

    private final String name;
    private final OutputStream out;
    private int thread = -1;
    private int inLine;
    private boolean failed;

    /** @throws Failure if the file cannot be written */
    ReferenceFile(String name) {
        this.name = name;
        try {
            out = new BufferedOutputStream(Files.newOutputStream(Path.of(name)), 1 << 16);
        } catch (InvalidPathException | IOException unwritable) {
            throw failure();
        }
    }

    @Override
    public void record(int id, long page, boolean written) {
        if (id != thread) {
            write((thread < 0 ? "" : "\n") + "thread " + id + ":\n");
            thread = id;
            inLine = 0;
        }
        String before = inLine == 0 ? "" : inLine % IN_A_LINE == 0 ? "\n" : " ";
        write(before + "0x" + Long.toHexString(page) + (written ? "w" : ""));
        inLine++;
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException unwritable) {
            failed = true;
        }
    }

    /** @throws Failure if the file could not be written */
    @Override
    public void close() {
        write(thread < 0 ? "" : "\n");
        try {
            out.close();
        } catch (IOException unwritable) {
            failed = true;
        }
        if (failed) {
            throw failure();
        }
    }

    private Failure failure() {
        return new Failure("--record-references: " + name + " cannot be written");
    }
}
