package pagoda.kernel.fs;

import pagoda.kernel.abi.Errno;

/** The console opened as standard input, output or error. */
public final class ConsoleFile implements OpenFile {
    private final Console console;
    private final int number;

    /** The console as descriptor {@code number} (0, 1 or 2) has it. */
    public ConsoleFile(Console console, int number) {
        this.console = console;
        this.number = number;
    }

    @Override
    public String path() {
        return "/dev/console";
    }

    @Override
    public boolean isReadable() {
        return number == 0;
    }

    @Override
    public boolean isWritable() {
        return number != 0;
    }

    @Override
    public long read(byte[] target, int length) {
        return result(console.read(target, length));
    }

    @Override
    public long write(byte[] source, int length) {
        return result(console.write(number == 2, source, length));
    }

    private static long result(int count) {
        return switch (count) {
            case Console.ERROR -> Errno.EIO.result();
            case Console.CLOSED -> Errno.EPIPE.result();
            default -> count;
        };
    }
}
