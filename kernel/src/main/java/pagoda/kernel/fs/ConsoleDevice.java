package pagoda.kernel.fs;

import pagoda.kernel.abi.Errno;

/** The console as a device. What is read is standard input; what is written goes to standard output, or to error. */
final class ConsoleDevice extends Inode {
    private final Console console;
    private final boolean toError;
    private final int deviceNumber;
    private final boolean onlyTerminal;

    /**
     * @param toError whether what is written goes to standard error
     * @param deviceNumber as {@code st_rdev} tells it
     * @param onlyTerminal whether it can be opened only if it is a terminal
     */
    ConsoleDevice(Volume volume, Console console, boolean toError, int deviceNumber, boolean onlyTerminal) {
        super(volume, 0620);
        this.console = console;
        this.toError = toError;
        this.deviceNumber = deviceNumber;
        this.onlyTerminal = onlyTerminal;
    }

    @Override
    public FileType type() {
        return FileType.CHARACTER_DEVICE;
    }

    @Override
    public int deviceNumber() {
        return deviceNumber;
    }

    @Override
    public boolean isSeekable() {
        return false;
    }

    @Override
    public boolean isTerminal() {
        return console.isTerminal();
    }

    @Override
    protected void checkOpen(int flags) throws FileException {
        if (onlyTerminal && !console.isTerminal()) {
            throw new FileException(Errno.ENXIO);
        }
    }

    @Override
    public long read(OpenFile file, long offset, byte[] target, int length) {
        return length == 0 ? 0 : result(console.read(target, length));
    }

    @Override
    public long write(OpenFile file, long offset, byte[] source, int length) {
        return result(console.write(toError, source, length));
    }

    private static long result(int count) {
        return switch (count) {
            case Console.ERROR -> Errno.EIO.result();
            case Console.CLOSED -> Errno.EPIPE.result();
            default -> count;
        };
    }
}
