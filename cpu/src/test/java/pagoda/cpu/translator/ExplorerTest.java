package pagoda.cpu.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;

class ExplorerTest {
    private static final long LOOP = 0x10000;
    private static final long JUMP = 0x10004;
    private static final long BACK = 0x10008;

    private static final long OUTER = 0x20000;
    private static final long INNER = 0x20004;
    private static final long AGAIN = 0x2000c;
    private static final long BEHIND = 0x20010;

    private static final Map<Long, Integer> CODE = Map.of(
            LOOP,
            0x00050463, // loop: beq a0, zero, back
            JUMP,
            0x00078067, // jr a5
            BACK,
            0xff9ff06f, // back: j loop
            OUTER,
            0x00150513, // outer: addi a0, a0, 1
            INNER,
            0xfff58593, // inner: addi a1, a1, -1
            0x20008L,
            0xfe059ee3, // bnez a1, inner
            AGAIN,
            0xfe051ae3, // bnez a0, outer
            BEHIND,
            0x00078067); // jr a5

    private long[] targets = {};
    private long elsewhere = -1;

    private final class Code implements Explorer.Source {
        @Override
        public long at(long address) {
            Integer word = CODE.get(address);
            return word == null ? Op.UNDECODED : Decoder.pack(word);
        }

        @Override
        public boolean isElsewhere(long address) {
            return address == elsewhere;
        }

        @Override
        public long[] targets(long address) {
            return targets;
        }

        @Override
        public boolean isSlow(long address) {
            return false;
        }
    }

    private List<Long> explored() {
        return explored(LOOP, false);
    }

    private List<Long> explored(long entry, boolean around) {
        return new Explorer(new Code(), 100)
                .explore(entry, around).stream().map(Block::start).toList();
    }

    @Test
    void aJumpThatMayGoAnywhereMayLeadBack() {
        assertThat(explored()).containsExactly(LOOP, JUMP, BACK);
    }

    @Test
    void aJumpThatWasSeenToLeaveTheLoopIsNotInIt() {
        targets = new long[] {0x20000};
        assertThat(explored()).containsExactly(LOOP, BACK);
    }

    @Test
    void whatAnotherRegionExecutesForLongIsLeftToIt() {
        elsewhere = JUMP;
        assertThat(explored()).containsExactly(LOOP, BACK);
    }

    @Test
    void aLoopIsExploredWithoutWhatIsAroundIt() {
        assertThat(explored(INNER, false)).containsExactly(INNER);
    }

    @Test
    void whatIsAroundALoopIsExploredIfThatIsAskedFor() {
        targets = new long[] {0x30000};
        assertThat(explored(INNER, true)).containsExactly(OUTER, INNER, AGAIN);
    }

    @Test
    void aLoopIsExploredWithTheLoopsInIt() {
        targets = new long[] {0x30000};
        assertThat(explored(OUTER, false)).containsExactly(OUTER, INNER, AGAIN);
    }

    @Test
    void aJumpBehindALoopIsNotPartOfIt() {
        assertThat(explored(OUTER, false)).containsExactly(OUTER, INNER, AGAIN);
        assertThat(explored(OUTER, true)).contains(BEHIND);
    }

    @Test
    void aBlockEndsWhereAnotherBegins() {
        assertThat(new Explorer(new Code(), 100).explore(OUTER, false))
                .extracting(Block::next)
                .containsExactly(INNER, AGAIN, BEHIND);
    }
}
