package pagoda.tests.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** The rooms of the house by their packages, and which class files belong to it: all but the tests'. */
public final class House implements ImportOption {
    static final String ELF = "pagoda.elf..";
    static final String CPU = "pagoda.cpu..";
    static final String ASM = "pagoda.asm..";
    static final String KERNEL = "pagoda.kernel..";
    static final String CLI = "pagoda.cli..";

    @Override
    public boolean includes(Location location) {
        return !location.contains("/test-classes/");
    }
}
