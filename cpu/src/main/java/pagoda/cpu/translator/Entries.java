package pagoda.cpu.translator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a region can be entered: at its own address, where its loops begin, and behind accesses that often end its execution.
 * Entries are numbered in this order.
 */
final class Entries {
    private final List<Long> addresses;

    /** Accesses, with their addresses, that often end the execution, by the addresses of the entries behind them. */
    private final Map<Long, Block> slow = new LinkedHashMap<>();

    Entries(long entry, List<Block> blocks, ControlFlow flow, Explorer.Source source) {
        Set<Long> all = new LinkedHashSet<>(Set.of(entry));
        all.addAll(flow.loops().keySet());
        for (Block block : blocks) {
            if (source.isSlow(block.lastAddress()) && flow.contains(block.next())) {
                slow.put(block.next(), block);
                all.add(block.next());
            }
        }
        addresses = List.copyOf(all);
    }

    /** The virtual addresses. */
    List<Long> addresses() {
        return addresses;
    }

    /** For each entry, the packed load or store before it that often ends the execution, or 0. */
    long[] slowAccesses() {
        long[] accesses = new long[addresses.size()];
        slow.forEach((address, block) -> accesses[addresses.indexOf(address)] = block.last());
        return accesses;
    }

    /** Why the region is left at the load or store at this address if it has no short cut: one of {@link Exit}. */
    int exitAt(long address) {
        for (Block block : slow.values()) {
            if (block.lastAddress() == address) {
                return Exit.SLOW_ACCESS + addresses.indexOf(block.next());
            }
        }
        return Exit.ACCESS;
    }
}
