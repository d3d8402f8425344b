package pagoda.kernel.syscall;

import java.nio.charset.StandardCharsets;
import java.util.List;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.proc.ExitStatus;

/** System calls about processes and the system. */
final class ProcessCalls {
    /** The length of each field of {@code struct new_utsname}, its final zero counted. */
    private static final int UTSNAME_FIELD = 65;

    /** sysname, nodename, release, version, machine, domainname. Programs for Linux look at the first and the third. */
    private static final List<String> UTSNAME =
            List.of("Linux", "pagoda", "6.1.0-pagoda", "#1 Pagoda", "riscv64", "(none)");

    private ProcessCalls() {}

    static long exit(Call call) {
        call.process().end(new ExitStatus.Exited((int) call.argument(0) & 0xff));
        return 0;
    }

    static long getpid(Call call) {
        return call.process().pid();
    }

    static long brk(Call call) {
        return call.process().space().setBreak(call.argument(0));
    }

    static long uname(Call call) {
        byte[] names = new byte[UTSNAME.size() * UTSNAME_FIELD];
        for (int field = 0; field < UTSNAME.size(); field++) {
            byte[] text = UTSNAME.get(field).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, names, field * UTSNAME_FIELD, text.length);
        }
        return call.copyOut(call.argument(0), names, names.length) < names.length ? Errno.EFAULT.result() : 0;
    }
}
