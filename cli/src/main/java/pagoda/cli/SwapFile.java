package pagoda.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import pagoda.kernel.mm.swap.SwapStore;

/** A swap device whose bytes are in a file of the host. */
final class SwapFile implements SwapStore {
    private final FileChannel file;

    private SwapFile(FileChannel file) {
        this.file = file;
    }

    /** The file, made or emptied. @throws Failure if it cannot be written */
    static SwapFile create(Path path) {
        try {
            return new SwapFile(FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new Failure("--swap-file " + path + ": it cannot be written");
        }
    }

    @Override
    public void read(int slot, byte[] page) {
        move(slot, ByteBuffer.wrap(page), false);
    }

    @Override
    public void write(int slot, byte[] page) {
        move(slot, ByteBuffer.wrap(page), true);
    }

    @Override
    public void forget(int slot) {}

    private void move(int slot, ByteBuffer page, boolean write) {
        long at = (long) slot * page.capacity();
        try {
            while (page.hasRemaining()) {
                int moved = write ? file.write(page, at + page.position()) : file.read(page, at + page.position());
                if (moved < 0) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the swap file cannot be used any more", e);
        }
    }
}
