package pagoda.asm.layout;

/**
 * A place in a section that is being assembled: {@code offset} bytes into the fixed bytes of a fragment. Its address in the
 * section is known for good once the section is laid out.
 */
public record Spot(Fragment fragment, long offset) {

    public Chunk chunk() {
        return fragment.chunk();
    }

    /** The offset from the section's start; before the layout is done, with all elastic tails as small as they can be. */
    public long address() {
        return fragment.address() + offset;
    }

    /** Whether a place behind this one may turn out to have the same address: nothing is between that surely has a size. */
    public boolean mayBe(Spot behind) {
        Tail tail = fragment.tail();
        return fragment.start() + offset == behind.fragment.start() + behind.offset
                && (fragment == behind.fragment || tail == null || tail.leastSize() == 0);
    }
}
