package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.kernel.Code;
import pagoda.kernel.event.KernelPanic;

final class FrameTableTest {
    @Test
    void aFrameHasItsUseAndOneOwnerUntilItIsReleased() {
        Machine machine = new Machine(16);
        int frame = machine.frames.allocateZeroed(FrameUse.ANONYMOUS);

        assertThat(machine.frames.use(frame)).isEqualTo(FrameUse.ANONYMOUS);
        assertThat(machine.frames.owners(frame)).isEqualTo(1);
        assertThat(machine.frames.isFree(frame)).isFalse();

        machine.frames.release(frame);
        assertThat(machine.frames.use(frame)).isEqualTo(FrameUse.FREE);
        assertThat(machine.frames.owners(frame)).isZero();
        assertThat(machine.frames.isFree(frame)).isTrue();
    }

    @Test
    void aFrameReleasedTwicePanics() { // VM-CHECKLIST 11
        Machine machine = new Machine(16);
        int frame = machine.frames.allocateZeroed(FrameUse.ANONYMOUS);
        machine.frames.release(frame);

        assertThatThrownBy(() -> machine.frames.release(frame)).isInstanceOf(KernelPanic.class);
    }

    @Test
    void aRecycledFrameShowsNothingOfItsPast() { // VM-CHECKLIST 24
        Machine machine = new Machine(16);
        int frame = machine.frames.allocateZeroed(FrameUse.ANONYMOUS);
        byte[] secret = new byte[4096];
        java.util.Arrays.fill(secret, (byte) 0x5a);
        machine.memory.write(PhysicalMemory.address(frame), secret, 0, 4096);
        machine.frames.release(frame);

        byte[] expected = new byte[4096];
        expected[0] = 2;
        expected[1] = 3;
        int source = machine.frames.allocateZeroed(FrameUse.ANONYMOUS);
        assertThat(source).isEqualTo(frame);
        machine.frames.load(source, expected);
        int copy = machine.frames.allocateCopy(FrameUse.ANONYMOUS, source);
        byte[] seen = new byte[4096];
        machine.memory.read(PhysicalMemory.address(copy), seen, 0, 4096);
        assertThat(seen).isEqualTo(expected);

        machine.frames.release(copy);
        machine.memory.write(PhysicalMemory.address(frame), secret, 0, 4096);
        machine.frames.release(frame);
        assertThat(machine.frames.allocateZeroed(FrameUse.ANONYMOUS)).isEqualTo(frame);
        machine.memory.read(PhysicalMemory.address(frame), seen, 0, 4096);
        assertThat(seen).containsOnly(0);
    }

    @Test
    void theLastFrameOfRamCanBeFilledToItsEnd() {
        Machine machine = new Machine(16);
        machine.leaveFree(1);

        int frame = machine.frames.allocateZeroed(FrameUse.ANONYMOUS);
        machine.frames.load(frame, Code.fill(4096, i -> 7));
        machine.frames.zeroTail(frame, 4095);

        assertThat(frame).isEqualTo(15);
        assertThat(machine.memory.getLong(PhysicalMemory.address(frame) + 4088)).isEqualTo(0x0007_0707_0707_0707L);
    }

    @Test
    void noFrameIsGivenWhenNoneIsFree() {
        Machine machine = new Machine(16);
        machine.leaveFree(0);

        assertThat(machine.frames.allocateZeroed(FrameUse.ANONYMOUS)).isEqualTo(FrameTable.NONE);
        assertThat(machine.frames.leastFree()).isZero();
        assertThat(machine.frames.mostPageTables()).isEqualTo(1);
    }
}
