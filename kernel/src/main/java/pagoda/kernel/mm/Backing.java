package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;

/**
 * Where a region's pages come from when they are first touched. The records compare themselves: a record's own methods are made
 * by the host's virtual machine when they are first called, which takes longer than many a run.
 */
public sealed interface Backing {
    /** Zero-filled pages that belong to no file. */
    enum Anonymous implements Backing {
        FIXED,
        /** The region grows when it is touched just below, as a stack does. */
        GROWS_DOWN
    }

    /**
     * Nothing: every touch kills. What keeps a stack from running into its neighbour.
     *
     * @param reach how many bytes the stack above may come to have
     */
    record Guard(long reach) implements Backing {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Guard guard && reach == guard.reach;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(reach);
        }
    }

    /**
     * A file's pages: the page cache's own where the region is shared, or not yet written; copies where a private region was
     * written. What is shared without a file has a {@link CachedFile} of its own.
     *
     * @param file the file
     * @param offset in the file of the region's first byte, a multiple of 4096
     * @param length how many bytes of the region come from the file, counted from its start; behind them, private pages are
     *     zero (where a program's .bss begins within a page). {@link Long#MAX_VALUE} for all
     * @param shared whether stores reach the file
     * @param writable whether the file was opened for writing, so that a shared region may be made writable
     */
    record FileMapping(CachedFile file, long offset, long length, boolean shared, boolean writable) implements Backing {
        /** Whether stores to its pages can reach the file, now or after mprotect. */
        boolean mayStore() {
            return shared && writable;
        }

        /** The backing of the part of the region that begins {@code bytes} later. */
        FileMapping skip(long bytes) {
            long rest = length == Long.MAX_VALUE ? length : Math.max(0, length - bytes);
            return new FileMapping(file, offset + bytes, rest, shared, writable);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof FileMapping mapping
                    && file.equals(mapping.file)
                    && offset == mapping.offset
                    && length == mapping.length
                    && shared == mapping.shared
                    && writable == mapping.writable;
        }

        @Override
        public int hashCode() {
            return 31 * file.hashCode() + Long.hashCode(offset);
        }
    }

    Backing ANONYMOUS = Anonymous.FIXED;
    Backing GROWS_DOWN = Anonymous.GROWS_DOWN;
}
