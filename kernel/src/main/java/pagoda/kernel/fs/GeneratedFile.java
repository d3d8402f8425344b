package pagoda.kernel.fs;

import java.util.function.Supplier;

/** A file whose bytes are made when it is read from its beginning. */
public final class GeneratedFile extends Inode {
    private final Supplier<byte[]> maker;

    /** A file with a number of its own. */
    public GeneratedFile(Volume volume, long number, Supplier<byte[]> maker) {
        super(volume, number, 0444);
        this.maker = maker;
        linked();
    }

    @Override
    public FileType type() {
        return FileType.REGULAR;
    }

    @Override
    public long read(OpenFile file, long offset, byte[] target, int length) {
        byte[] content = file.content();
        if (content == null || offset == 0) {
            content = maker.get();
            file.setContent(content);
        }
        int count = (int) Math.max(0, Math.min(length, content.length - offset));
        if (count > 0) {
            System.arraycopy(content, (int) offset, target, 0, count);
        }
        return count;
    }
}
