package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Locked pages stay in RAM, whatever else wants a frame. */
class LockTest {
    private static final int PAGE = AddressSpace.PAGE_SIZE;
    private static final long AT = 0x10000;

    private final Machine machine = new Machine(64);
    private final AddressSpace space = machine.space;

    @Test
    void lockedPagesOfAFileAreNoVictims() {
        CachedFile file = machine.cache.temporary(512L * PAGE);
        file.hold();
        Backing mapping = new Backing.FileMapping(file, 0, Long.MAX_VALUE, true, true);
        space.map(new Region(AT, AT + 4 * PAGE, Protection.READ_WRITE, mapping, "file"));
        space.lock(AT + PAGE, AT + 2 * PAGE, true);

        for (long page = 0; page < 512; page++) {
            assertThat(machine.cache.read(file, page * PAGE, new byte[1], 0, 1))
                    .as("page %s", page)
                    .isEqualTo(1);
        }

        assertThat(file.isResident(0)).isFalse();
        assertThat(file.isResident(1)).isTrue();
    }

    @Test
    void lockingCutsARegionAndUnlockingMakesItWholeAgain() {
        space.map(new Region(AT, AT + 4 * PAGE, Protection.READ_WRITE, Backing.ANONYMOUS, ""));

        space.lock(AT + PAGE, AT + 2 * PAGE, true);
        assertThat(space.regions()).extracting(Region::locked).containsExactly(false, true, false);

        space.lock(AT + PAGE, AT + 2 * PAGE, false);
        assertThat(space.regions()).extracting(Region::locked).containsExactly(false);
    }
}
