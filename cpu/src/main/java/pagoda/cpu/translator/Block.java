package pagoda.cpu.translator;

import pagoda.cpu.isa.Packed;

/**
 * Instructions that are entered at the first only and follow one another.
 *
 * @param addresses of the instructions
 * @param instructions packed
 * @param next the address behind the last
 */
record Block(long[] addresses, long[] instructions, long next) {
    long start() {
        return addresses[0];
    }

    /** The address of the last instruction. */
    long lastAddress() {
        return addresses[addresses.length - 1];
    }

    int length() {
        return addresses.length;
    }

    long last() {
        return instructions[instructions.length - 1];
    }

    /** How many of the first {@code count} instructions load or store. */
    int accesses(int count) {
        int accesses = 0;
        for (int i = 0; i < count; i++) {
            accesses += Packed.isLoad(instructions[i]) || Packed.isStore(instructions[i]) ? 1 : 0;
        }
        return accesses;
    }
}
