package pagoda.tests.kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import pagoda.kernel.fs.Console;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.report.CrashReport;
import pagoda.kernel.report.Reports;

/** A console in memory, and the crashes that were reported beside it. */
public final class GuestConsole implements Console, Reports {
    private final ByteArrayInputStream input;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<CrashReport> crashes = new ArrayList<>();

    /** A console with these bytes as standard input. */
    public GuestConsole(byte[] input) {
        this.input = new ByteArrayInputStream(input);
    }

    /** What was written to standard output. */
    public byte[] output() {
        return out.toByteArray();
    }

    /** Those that died by a fault. */
    public List<CrashReport> crashes() {
        return crashes;
    }

    @Override
    public int read(byte[] target, int length) {
        return Math.max(0, input.read(target, 0, length));
    }

    @Override
    public int write(boolean error, byte[] source, int length) {
        if (!error) {
            out.write(source, 0, length);
        }
        return length;
    }

    @Override
    public void crashed(CrashReport report) {
        crashes.add(report);
    }

    @Override
    public void deadlock(List<UserThread> threads) {
        throw new AssertionError("deadlock: " + threads.size() + " threads wait");
    }

    @Override
    public void unknownSystemCall(int pid, String name, long number) {}

    @Override
    public void callFailed(UserThread thread, String name, String why) {
        throw new AssertionError(name + ": " + why);
    }
}
