package pagoda.cpu.translator;

import pagoda.cpu.fp.Fcsr;

/** What translated code works on, and where it leaves why it ended. */
final class Context {
    final Fcsr fcsr;

    /** The pages of the region that may be jumped to, a bit for each. */
    int pages;

    /** A region is left at an entry if what may be executed up to the next would leave less than this {@link Account}. */
    long floor;

    /** The address of the next instruction. */
    long pc;

    /** One of {@link Exit}. */
    int exit;

    /** The address of the indirect jump by which the region was left. */
    long site;

    Context(Fcsr fcsr) {
        this.fcsr = fcsr;
    }
}
