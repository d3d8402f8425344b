package pagoda.cpu.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RAM: its ends, its byte order, and its growth behind the scenes. */
final class PhysicalMemoryTest {
    private static final long SIZE = 8L << 20;
    private static final long HIGH = PhysicalMemory.BASE + SIZE - 4096;

    @Test
    void everyDoorReachesAFrameThatNothingTouchedBefore() {
        List<Consumer<PhysicalMemory>> doors = List.of(
                memory -> memory.putByte(HIGH, (byte) 1),
                memory -> memory.putShort(HIGH, (short) 1),
                memory -> memory.putInt(HIGH, 1),
                memory -> memory.putLong(HIGH, 1),
                memory -> memory.write(HIGH, new byte[] {1}, 0, 1));
        for (Consumer<PhysicalMemory> door : doors) {
            PhysicalMemory memory = new PhysicalMemory(SIZE);
            door.accept(memory);
            assertThat(memory.getLong(HIGH)).isEqualTo(1);
        }
        assertThat(new PhysicalMemory(SIZE).getByte(HIGH)).isZero();
        assertThat(new PhysicalMemory(SIZE).getShort(HIGH)).isZero();
        assertThat(new PhysicalMemory(SIZE).getInt(HIGH)).isZero();
        assertThat(new PhysicalMemory(SIZE).getLong(HIGH)).isZero();
        byte[] read = {9, 9, 9};
        new PhysicalMemory(SIZE).read(HIGH, read, 1, 2);
        assertThat(read).containsExactly(9, 0, 0);
        new PhysicalMemory(SIZE).zero(HIGH, 4096);
        new PhysicalMemory(SIZE).copyFrame(PhysicalMemory.BASE, HIGH);
        new PhysicalMemory(SIZE).copyFrame(HIGH, PhysicalMemory.BASE);
    }

    @Test
    void whatWasWrittenSurvivesGrowth() {
        PhysicalMemory memory = new PhysicalMemory(SIZE);
        for (int frame = 0; frame < memory.frames(); frame++) {
            memory.putLong(PhysicalMemory.address(frame) + 4088, frame + 1L);
        }
        for (int frame = 0; frame < memory.frames(); frame++) {
            assertThat(memory.getLong(PhysicalMemory.address(frame) + 4088)).isEqualTo(frame + 1);
        }
    }

    @Test
    void bytesLieInLittleEndianOrder() {
        PhysicalMemory memory = new PhysicalMemory(4096);
        memory.putLong(PhysicalMemory.BASE + 8, 0x0807_0605_0403_0201L);
        for (int i = 0; i < 8; i++) {
            assertThat(memory.getByte(PhysicalMemory.BASE + 8 + i)).isEqualTo((byte) (i + 1));
        }
        assertThat(memory.getShort(PhysicalMemory.BASE + 9)).isEqualTo((short) 0x0302);
        assertThat(memory.getInt(PhysicalMemory.BASE + 9)).isEqualTo(0x0504_0302);
        memory.putShort(PhysicalMemory.BASE + 11, (short) 0xaabb);
        memory.putInt(PhysicalMemory.BASE + 3, 0xccdd_eeff);
        assertThat(memory.getLong(PhysicalMemory.BASE + 8)).isEqualTo(0x0807_06aa_bb03_0201L);
        assertThat(memory.getLong(PhysicalMemory.BASE)).isEqualTo(0x00cc_ddee_ff00_0000L);
    }

    @Test
    void aFrameIsCopiedAndZeroedWhole() {
        PhysicalMemory memory = new PhysicalMemory(3 * 4096);
        for (int i = 0; i < 4096; i += 8) {
            memory.putLong(PhysicalMemory.address(1) + i, i + 1L);
        }
        memory.copyFrame(PhysicalMemory.address(1), PhysicalMemory.address(2));
        memory.zero(PhysicalMemory.address(1), 4096);
        for (int i = 0; i < 4096; i += 8) {
            assertThat(memory.getLong(PhysicalMemory.address(0) + i)).isZero();
            assertThat(memory.getLong(PhysicalMemory.address(1) + i)).isZero();
            assertThat(memory.getLong(PhysicalMemory.address(2) + i)).isEqualTo(i + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -4096, 4095, 4097, (1L << 30) + 4096, Long.MAX_VALUE})
    void aSizeThatIsNoNumberOfFramesIsRefused(long size) {
        assertThatThrownBy(() -> new PhysicalMemory(size)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, PhysicalMemory.BASE - 1, PhysicalMemory.BASE + SIZE, -1, Long.MIN_VALUE, 1L << 32})
    void outsideOfRamIsNothing(long address) {
        PhysicalMemory memory = new PhysicalMemory(SIZE);
        assertThat(memory.contains(address, 1)).isFalse();
        assertThatThrownBy(() -> memory.getByte(address)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.putLong(address, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.zero(address, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aRangeIsInRamOnlyIfAllOfItIs() {
        PhysicalMemory memory = new PhysicalMemory(SIZE);
        assertThat(memory.contains(PhysicalMemory.BASE, (int) SIZE)).isTrue();
        assertThat(memory.contains(PhysicalMemory.BASE + 1, (int) SIZE)).isFalse();
        assertThat(memory.contains(PhysicalMemory.BASE + SIZE - 8, 8)).isTrue();
        assertThat(memory.contains(PhysicalMemory.BASE + SIZE - 7, 8)).isFalse();
    }

    @Test
    void rangesThatCrossAFrameAreRefused() {
        PhysicalMemory memory = new PhysicalMemory(SIZE);
        long address = PhysicalMemory.BASE + 4090;
        assertThatThrownBy(() -> memory.write(address, new byte[8], 0, 7))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.read(address, new byte[8], 0, 7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.zero(address, 7)).isInstanceOf(IndexOutOfBoundsException.class);
        memory.write(address, new byte[8], 0, 6);
    }
}
