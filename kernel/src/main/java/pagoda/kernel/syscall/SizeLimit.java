package pagoda.kernel.syscall;

import pagoda.kernel.abi.Errno;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.proc.ResourceLimits;

/** RLIMIT_FSIZE: no file is made longer than this by write and truncate. */
final class SizeLimit {
    private SizeLimit() {}

    /** How many bytes may be written from this offset on. */
    static long room(Call call, long offset) {
        return allows(call, offset) ? limit(call) - offset : 0;
    }

    /** Whether a file may be so long. */
    static boolean allows(Call call, long size) {
        return size <= limit(call);
    }

    /** What a call gives that can do nothing within the limit: EFBIG, and SIGXFSZ for the caller. */
    static long exceeded(Call call) {
        call.raise(Signal.SIGXFSZ);
        return Errno.EFBIG.result();
    }

    private static long limit(Call call) {
        long limit = call.process().limits().soft(ResourceLimits.FSIZE);
        return limit < 0 ? Long.MAX_VALUE : limit;
    }
}
