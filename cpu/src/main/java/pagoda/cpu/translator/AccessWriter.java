package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;
import static pagoda.cpu.translator.RegionMethod.*;

import java.util.BitSet;
import java.util.Collection;
import java.util.function.Supplier;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.FastTranslations;

/**
 * Writes a region's loads and stores. Each keeps the page that it was on last and where that lies in RAM, which holds as long as
 * the engine's short cuts do. An access without a short cut ends the execution before its instruction: a call that makes it
 * would have the host's compiler keep registers in memory all around.
 */
final class AccessWriter {
    private final RegionMethod method;
    private final MethodVisitor to;

    /** The keys of those accesses whose pages are known, and for which a variable has what is to be added to an address. */
    private final BitSet known = new BitSet();

    private int sites;

    AccessWriter(RegionMethod method) {
        this.method = method;
        this.to = method.to;
    }

    /** How many places have been written that keep a page: see {@link Sites}. */
    int sites() {
        return sites;
    }

    /**
     * Writes the load or store at an address.
     *
     * @param leave where to go if it has no short cut
     */
    void write(long packed, long address, Span span, Supplier<Label> leave) {
        index(packed, address, span, leave);
        if (Packed.isLoad(packed)) {
            load(packed);
        } else {
            store(packed);
        }
    }

    private void load(long packed) {
        switch (Packed.size(packed)) {
            case 1 -> to.visitInsn(BALOAD);
            case 2 -> access("get", "([BI)S");
            case 4 -> access("get", "([BI)I");
            default -> access("get", "([BI)J");
        }
        int rd = Packed.rd(packed);
        switch (Packed.op(packed)) {
            case Op.LB, Op.LH, Op.LW -> method.setWord(rd);
            case Op.LBU -> setMasked(rd, 0xff);
            case Op.LHU -> setMasked(rd, 0xffff);
            case Op.LWU -> {
                to.visitInsn(I2L);
                method.constant(0xffff_ffffL);
                to.visitInsn(LAND);
                method.set(rd);
            }
            case Op.FLW -> {
                to.visitMethodInsn(INVOKESTATIC, "pagoda/cpu/fp/F32", "box", "(I)J", false);
                method.set(rd);
            }
            default -> method.set(rd);
        }
    }

    private void setMasked(int register, int mask) {
        method.push(mask);
        to.visitInsn(IAND);
        method.setWord(register);
    }

    private void access(String name, String descriptor) {
        to.visitMethodInsn(INVOKEVIRTUAL, "java/lang/invoke/VarHandle", name, descriptor, false);
    }

    private void store(long packed) {
        method.get(Packed.rs2(packed));
        if (Packed.size(packed) < Long.BYTES) {
            to.visitInsn(L2I);
        }
        switch (Packed.size(packed)) {
            case 1 -> to.visitInsn(BASTORE);
            case 2 -> {
                to.visitInsn(I2S);
                access("set", "([BIS)V");
            }
            case 4 -> access("set", "([BII)V");
            default -> access("set", "([BIJ)V");
        }
    }

    /** From now on, the pages of these accesses are known: {@link #find} has found them. */
    void know(Collection<CountedLoop.Accesses> accesses) {
        known.clear();
        accesses.forEach(one -> known.set(Span.key(one.base, one.store)));
    }

    /**
     * Looks for the page that such accesses are on in the round that comes.
     *
     * @param none where to go if they are not all on one page, or it is not known
     */
    void find(CountedLoop.Accesses accesses, Label none) {
        int index = method.index(Span.key(accesses.base, accesses.store));
        find(accesses.base, accesses.least(), accesses.size(), accesses.store, index, none);
        to.visitVarInsn(ILOAD, index);
        to.visitVarInsn(LLOAD, ADDRESS);
        to.visitInsn(L2I);
        to.visitInsn(ISUB);
        to.visitVarInsn(ISTORE, index);
    }

    /** Leaves RAM and the index of the load or store on the stack. */
    private void index(long packed, long address, Span span, Supplier<Label> leave) {
        int key = Span.key(packed);
        int index = method.index(key);
        boolean isKnown = known.get(key);
        if (!isKnown && span.first() == address) {
            find(Packed.rs1(packed), span.least(), span.size(), Packed.isStore(packed), index, leave.get());
        }
        switch (Packed.size(packed)) {
            case 2 -> method.table(RegionClass.SHORTS);
            case 4 -> method.table(RegionClass.INTS);
            case 8 -> method.table(RegionClass.LONGS);
            default -> {}
        }
        method.table(RegionClass.RAM);
        to.visitVarInsn(ILOAD, index);
        if (isKnown) {
            method.getWord(Packed.rs1(packed));
            to.visitInsn(IADD);
        }
        int offset = (int) (Packed.immediate(packed) - (isKnown ? 0 : span.least()));
        if (offset != 0) {
            method.push(offset);
            to.visitInsn(IADD);
        }
    }

    /** Finds out where in RAM bytes begin that may not leave their page. */
    private void find(int base, long least, int size, boolean store, int index, Label none) {
        int site = Sites.FIELDS * sites++;
        Label refill = new Label();
        Label found = new Label();
        method.get(base);
        if (least != 0) {
            method.constant(least);
            to.visitInsn(LADD);
        }
        to.visitInsn(DUP2);
        to.visitVarInsn(LSTORE, ADDRESS);
        site(site + Sites.START);
        to.visitInsn(LSUB);
        to.visitInsn(DUP2);
        to.visitVarInsn(LSTORE, DISTANCE);
        site(site + Sites.LIMIT);
        to.visitInsn(LCMP);
        to.visitJumpInsn(IFGE, refill);
        to.visitVarInsn(LLOAD, DISTANCE);
        site(site + Sites.BASE);
        to.visitInsn(LOR);
        to.visitInsn(L2I);
        to.visitVarInsn(ISTORE, index);
        method.place(found);
        method.later(() -> {
            method.place(refill);
            lookUp(store, size, none);
            keepPage(site, size, index);
            to.visitJumpInsn(GOTO, found);
        });
    }

    /**
     * Looks for the page in the engine's short cuts: its base is then in the place of the distance. All is written here, for a
     * call, even where it is rare, has the host's compiler keep in memory all that lives longer.
     *
     * @param none where to go if there is none to all the bytes
     */
    private void lookUp(boolean store, int size, Label none) {
        method.table(store ? RegionClass.WRITE_TAGS : RegionClass.READ_TAGS);
        slot();
        to.visitInsn(LALOAD);
        to.visitVarInsn(LLOAD, ADDRESS);
        method.push(PhysicalMemory.FRAME_SHIFT);
        to.visitInsn(LUSHR);
        method.jumpHoweverRarely(IFNE, none);
        if (size > 1) {
            offset();
            method.push(PhysicalMemory.FRAME_SIZE - size);
            to.visitJumpInsn(IF_ICMPGT, none);
        }
        method.table(store ? RegionClass.WRITE_BASES : RegionClass.READ_BASES);
        slot();
        to.visitInsn(IALOAD);
        to.visitInsn(I2L);
        to.visitVarInsn(LSTORE, DISTANCE);
    }

    /** Has a site know the page that was found, and leaves in a variable where in RAM the address lies. */
    private void keepPage(int site, int size, int index) {
        method.table(RegionClass.SITES);
        method.push(site + Sites.START);
        to.visitVarInsn(LLOAD, ADDRESS);
        method.constant(-PhysicalMemory.FRAME_SIZE);
        to.visitInsn(LAND);
        method.constant(Sites.FAR);
        to.visitInsn(LADD);
        to.visitInsn(LASTORE);
        method.table(RegionClass.SITES);
        method.push(site + Sites.LIMIT);
        method.constant(Sites.limit(size));
        to.visitInsn(LASTORE);
        method.table(RegionClass.SITES);
        method.push(site + Sites.BASE);
        to.visitVarInsn(LLOAD, DISTANCE);
        to.visitInsn(LASTORE);
        to.visitVarInsn(LLOAD, DISTANCE);
        to.visitInsn(L2I);
        offset();
        to.visitInsn(IADD);
        to.visitVarInsn(ISTORE, index);
    }

    private void site(int element) {
        method.table(RegionClass.SITES);
        method.push(element);
        to.visitInsn(LALOAD);
    }

    private void slot() {
        to.visitVarInsn(LLOAD, ADDRESS);
        method.push(PhysicalMemory.FRAME_SHIFT);
        to.visitInsn(LUSHR);
        to.visitInsn(L2I);
        method.push(FastTranslations.MASK);
        to.visitInsn(IAND);
    }

    private void offset() {
        to.visitVarInsn(LLOAD, ADDRESS);
        to.visitInsn(L2I);
        method.push(PhysicalMemory.FRAME_SIZE - 1);
        to.visitInsn(IAND);
    }
}
