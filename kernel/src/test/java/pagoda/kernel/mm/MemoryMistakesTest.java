package pagoda.kernel.mm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.Walk;
import pagoda.kernel.Code;
import pagoda.kernel.event.KernelPanic;

/** Mistakes that kernels have made with memory, and that no test of a single class of this package would show. */
final class MemoryMistakesTest {
    private static final int PAGE = 4096;
    private static final long AT = 0x40000;
    private static final Protection READ = new Protection(true, false, false);

    private final Machine machine = new Machine(64);

    @Test
    void aReadOnlyPageIsReadOnlyInTheChildToo() { // VM-CHECKLIST 4
        machine.anonymous(AT, AT + PAGE);
        put(machine.space, AT, 1);
        machine.space.protect(AT, AT + PAGE, READ);

        AddressSpace child = fork();

        assertThat(child.pageTable().allows(AT, Access.LOAD)).isTrue();
        assertThat(child.pageTable().allows(AT, Access.STORE)).isFalse();
        assertThat(machine.table.allows(AT, Access.STORE)).isFalse();
    }

    @Test
    void aReadOnlyPageThatIsHadAloneAgainStaysReadOnly() { // VM-CHECKLIST 4, 6
        machine.anonymous(AT, AT + PAGE);
        put(machine.space, AT, 1);
        fork().destroy();
        machine.space.protect(AT, AT + PAGE, READ);

        assertThat(machine.table.allows(AT, Access.STORE)).isFalse();
        assertThat(machine.fault(AT, Access.STORE)).isEqualTo(FaultReason.READ_ONLY);
    }

    @Test
    @Timeout(60)
    void aCountOfOwnersDoesNotOverflow() { // VM-CHECKLIST 11
        int frame = machine.frames.allocateZeroed(FrameUse.ANONYMOUS);

        assertThatThrownBy(() -> {
                    for (long owners = 1; owners <= 1L << 31; owners++) {
                        machine.frames.addOwner(frame);
                    }
                })
                .isInstanceOf(KernelPanic.class)
                .hasMessageContaining("owners");
        assertThat(machine.frames.owners(frame)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aPageWithoutUIsNotTheUsers() { // VM-CHECKLIST 17
        machine.anonymous(AT, AT + PAGE);
        put(machine.space, AT, 1);
        Walk walk = new Walk();
        machine.mmu.inspect(AT, Access.LOAD, walk);
        machine.memory.putLong(walk.entryAddress(), walk.pte() & ~Pte.U);

        assertThat(machine.table.allows(AT, Access.LOAD)).isFalse();
        assertThat(machine.table.allows(AT, Access.STORE)).isFalse();
    }

    @ParameterizedTest(name = "bit {0}")
    @ValueSource(ints = {38, 39, 40, 47, 50, 62, 63})
    void anAddressInTheHoleIsNoOtherNameOfAMappedPage(int bit) { // VM-CHECKLIST 18, 51
        machine.anonymous(AT, AT + PAGE);
        put(machine.space, AT, 1);

        long alias = AT | 1L << bit;

        assertThat(machine.user.copyIn(machine.space, 0, alias, new byte[8], 0, 8))
                .isZero();
        assertThat(machine.user.copyOut(machine.space, 0, alias, new byte[8], 0, 8))
                .isZero();
        assertThat(get(machine.space, AT)).isEqualTo(1);
    }

    /** What is done with a sparse space of 128 GiB. */
    private enum Work {
        UNMAP {
            @Override
            void on(MemoryMistakesTest test, AddressSpace space) {
                space.unmap(FIRST, END);
                test.machine.anonymous(FIRST, END);
            }
        },
        DISCARD {
            @Override
            void on(MemoryMistakesTest test, AddressSpace space) {
                space.discard(FIRST, END);
            }
        },
        PROTECT {
            @Override
            void on(MemoryMistakesTest test, AddressSpace space) {
                space.protect(FIRST, END, READ);
                space.protect(FIRST, END, Protection.READ_WRITE);
            }
        },
        LOCK {
            @Override
            void on(MemoryMistakesTest test, AddressSpace space) {
                space.lock(FIRST, END, true);
                space.lock(FIRST, END, false);
            }
        },
        FORK {
            @Override
            void on(MemoryMistakesTest test, AddressSpace space) {
                test.fork().destroy();
            }
        },
        MOVE {
            @Override
            void on(MemoryMistakesTest test, AddressSpace space) {
                long length = 1L << 36;
                assertThat(space.move(FIRST, FIRST + length, END, length)).isTrue();
                assertThat(space.move(END, END + length, FIRST, length)).isTrue();
            }
        };

        static final long FIRST = 1L << 30;
        static final long END = FIRST + (1L << 37);

        abstract void on(MemoryMistakesTest test, AddressSpace space);
    }

    /** A look at each of 32 million pages takes a tenth of a second or more. */
    @ParameterizedTest
    @EnumSource
    @Timeout(10)
    void workGoesOverThePagesThatExist(Work work) { // VM-CHECKLIST 23
        machine.anonymous(Work.FIRST, Work.END);

        for (int round = 0; round < 500; round++) {
            put(machine.space, Work.FIRST + PAGE, round);
            work.on(this, machine.space);
            assertThat(machine.space.counters().residentPages()).isLessThan(3);
        }
    }

    @Test
    void thePageThatOneTableHasDirtyIsWrittenWhicheverIsLookedAtLast() { // VM-CHECKLIST 43
        SparseStore disk = new SparseStore();
        CachedFile file = new CachedFile(disk, 4 * PAGE, machine.cache);
        file.hold();
        AddressSpace other = machine.space(machine.emptyTable());
        map(machine.space, file);
        map(other, file);
        put(machine.space, AT, 7);
        get(other, AT);
        get(machine.space, AT + PAGE);
        put(other, AT + PAGE, 8);

        machine.leaveFree(0);
        CachedFile another = machine.cache.temporary(8 * PAGE);
        byte[] page = new byte[PAGE];
        for (long index = 0; index < 8; index++) {
            machine.cache.read(another, index * PAGE, page, 0, PAGE);
        }

        assertThat(file.residentPages()).as("all have been evicted").isZero();
        disk.read(0, page);
        assertThat(page).startsWith(Code.longs(7));
        disk.read(1, page);
        assertThat(page).startsWith(Code.longs(8));
    }

    @Test
    void aFileThatNobodyHoldsIsStillOneForAllWhoMapIt() { // VM-CHECKLIST 44
        CachedFile file = new CachedFile(new SparseStore(), 4 * PAGE, machine.cache);
        file.hold();
        AddressSpace other = machine.space(machine.emptyTable());
        map(machine.space, file);
        map(other, file);
        put(machine.space, AT, 7);

        file.release();

        assertThat(get(other, AT)).isEqualTo(7);
        put(other, AT + PAGE, 8);
        assertThat(get(machine.space, AT + PAGE)).isEqualTo(8);
        machine.space.destroy();
        assertThat(get(other, AT)).isEqualTo(7);
        other.destroy();
        assertThat(machine.cache.pages().size()).isZero();
    }

    private static void map(AddressSpace space, CachedFile file) {
        Backing backing = new Backing.FileMapping(file, 0, Long.MAX_VALUE, true, true);
        space.map(new Region(AT, AT + 4 * PAGE, Protection.READ_WRITE, backing, "file"));
    }

    private AddressSpace fork() {
        return Objects.requireNonNull(machine.space.fork(machine.emptyTable(), machine.asids.allocate()));
    }

    private void put(AddressSpace space, long address, long value) {
        assertThat(machine.user.copyOut(space, 0, address, Code.longs(value), 0, 8))
                .isEqualTo(8);
    }

    private long get(AddressSpace space, long address) {
        byte[] seen = new byte[8];
        assertThat(machine.user.copyIn(space, 0, address, seen, 0, 8)).isEqualTo(8);
        return ByteBuffer.wrap(seen).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
