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

    private static final Map<Long, Integer> CODE = Map.of(
            LOOP, 0x00050463, // loop: beq a0, zero, back
            JUMP, 0x00078067, // jr a5
            BACK, 0xff9ff06f); // back: j loop

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
        return new Explorer(new Code(), 100)
                .explore(LOOP, false).stream().map(Block::start).toList();
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
}
