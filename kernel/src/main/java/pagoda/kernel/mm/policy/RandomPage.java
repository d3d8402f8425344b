package pagoda.kernel.mm.policy;

import java.util.Arrays;

/**
 * Random: any page leaves, each as likely as the others: those who know nothing about the future can do worse. From the same seed
 * come the same choices. Where the page drawn may not leave, the next one that may is taken.
 */
final class RandomPage implements ReplacementPolicy {
    private final Residents residents;
    /** The pages in RAM, in no order, and where each stands. */
    private final int[] pages;

    private final int[] place;
    private int size;
    private long state;

    RandomPage(Residents residents, long seed) {
        this.residents = residents;
        pages = new int[residents.frames()];
        place = new int[residents.frames()];
        Arrays.fill(place, NONE);
        state = seed;
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        if (place[frame] != NONE) {
            throw new IllegalStateException("frame " + frame + " arrives, but has not departed");
        }
        place[frame] = size;
        pages[size++] = frame;
    }

    @Override
    public void departed(int frame) {
        if (place[frame] == NONE) {
            throw new IllegalStateException("frame " + frame + " departs, but had not arrived");
        }
        int last = pages[--size];
        pages[place[frame]] = last;
        place[last] = place[frame];
        place[frame] = NONE;
    }

    @Override
    public int victim() {
        int drawn = size == 0 ? 0 : draw(size);
        for (int left = size; left > 0; left--) {
            if (residents.mayEvict(pages[drawn])) {
                return pages[drawn];
            }
            drawn = drawn + 1 == size ? 0 : drawn + 1;
        }
        return NONE;
    }

    /** SplitMix64 (Steele, Lea and Flood, 2014), scaled to 0 to bound − 1 by its upper 31 bits. */
    private int draw(int bound) {
        state += 0x9e37_79b9_7f4a_7c15L;
        long mixed = (state ^ state >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
        mixed ^= mixed >>> 31;
        return (int) ((mixed >>> 33) * bound >>> 31);
    }
}
