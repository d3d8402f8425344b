package pagoda.asm.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.FloatAbi;
import pagoda.asm.object.ObjectFile;
import pagoda.elf.Elf;

/** What an executable's {@code e_flags} say of its code, from what the objects' say. */
final class MachineFlags {

    private MachineFlags() {}

    /** The flags; objects whose functions cannot call each other are an error. */
    static int of(List<ObjectFile> objects, Diagnostics diagnostics) {
        @Nullable ObjectFile first = null;
        FloatAbi abi = FloatAbi.SOFT;
        int flags = 0;
        for (ObjectFile object : objects) {
            flags |= object.isCompressed() ? Elf.EF_RISCV_RVC : 0;
            FloatAbi own = object.floatAbi();
            if (own == null) {
                continue;
            }
            if (first == null) {
                first = object;
                abi = own;
            } else if (own != abi) {
                diagnostics.error(
                        null,
                        object.name() + " passes floating-point numbers in another way (" + own.word() + ") than "
                                + first.name() + " (" + abi.word() + ")",
                        "compile both with the same -mabi");
                break;
            }
        }
        return flags | abi.flags();
    }
}
