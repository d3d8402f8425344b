package pagoda.kernel.syscall;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.fp.F32;
import pagoda.cpu.isa.Registers;
import pagoda.kernel.abi.Calendar;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.proc.ExitStatus;

/** RARS's calls about memory, time, chance and files. */
final class RarsCalls {
    private static final long MILLISECOND = 1_000_000;

    /** What sbrk gives is aligned for whatever is put there. */
    private static final long ALIGNMENT = 8;

    /** RARS's flags of open: to read, to write anew, to write behind what is there. */
    private static final int READ = 0;

    private static final int WRITE = 1;
    private static final int APPEND = 9;
    private static final long PERMISSIONS = 0666;

    /** The largest error number that Linux's calls give. */
    private static final int MAX_ERRNO = 4095;

    private RarsCalls() {}

    /** Linux's call, but for errors, which are all −1. */
    static CallTable.Handler orMinusOne(CallTable.Handler linux) {
        return call -> {
            try {
                long result = linux.handle(call);
                return result < 0 && result >= -MAX_ERRNO ? -1 : result;
            } catch (FileException failed) {
                return -1;
            }
        };
    }

    static long exit(Call call) {
        call.process().end(new ExitStatus.Exited(0));
        return Call.GONE;
    }

    /** The heap's old end, which is now so many bytes further. */
    static long sbrk(Call call) {
        AddressSpace space = call.process().space();
        long wanted = call.argument(0);
        if (wanted < 0) {
            return call.fail("the heap cannot shrink, by " + wanted + " bytes");
        }
        long start = space.setBreak(-1) + ALIGNMENT - 1 & -ALIGNMENT;
        if (wanted > space.limit() - start || space.setBreak(start + wanted) != start + wanted) {
            return call.fail("the heap cannot grow by " + wanted + " bytes");
        }
        return start;
    }

    /** Milliseconds since 1970 by the machine's clock: the low word in a0, the high one in a1. */
    static long time(Call call) {
        long now = Calendar.BOOT * 1000 + call.now() / MILLISECOND;
        call.thread().registers()[Registers.A0 + 1] = now >> 32;
        return (int) now;
    }

    /** Waits so many milliseconds of the machine's clock. */
    static long sleep(Call call) {
        if (call.isRetried()) {
            long deadline = call.thread().deadline();
            return call.now() >= deadline ? Call.NOTHING : TimeCalls.waitUntil(call, deadline);
        }
        long length = Math.max(0, Math.min(call.argument(0), Integer.MAX_VALUE)) * MILLISECOND;
        return length == 0 ? Call.NOTHING : TimeCalls.waitUntil(call, call.now() + length);
    }

    static long seed(Call call) {
        RandomGenerator generator = generator(call);
        if (generator == null) {
            return tooMany(call);
        }
        int seed = (int) call.argument(1);
        generator.setSeed(seed);
        return Call.NOTHING;
    }

    static long randomInteger(Call call) {
        RandomGenerator generator = generator(call);
        return generator == null ? tooMany(call) : generator.nextInt();
    }

    static long randomBelow(Call call) {
        int bound = (int) call.argument(1);
        if (bound <= 0) {
            return call.fail("there is no number from 0 to below " + bound);
        }
        RandomGenerator generator = generator(call);
        return generator == null ? tooMany(call) : generator.nextInt(bound);
    }

    static long randomSingle(Call call) {
        RandomGenerator generator = generator(call);
        if (generator == null) {
            return tooMany(call);
        }
        call.thread().registers()[Registers.FA0] = F32.box(Float.floatToRawIntBits(generator.nextFloat()));
        return Call.NOTHING;
    }

    static long randomReal(Call call) {
        RandomGenerator generator = generator(call);
        if (generator == null) {
            return tooMany(call);
        }
        call.thread().registers()[Registers.FA0] = Double.doubleToRawLongBits(generator.nextDouble());
        return Call.NOTHING;
    }

    private static @Nullable RandomGenerator generator(Call call) {
        return call.services().generators().get((int) call.argument(0));
    }

    private static long tooMany(Call call) {
        return call.fail("there are " + RandomGenerators.MOST + " generators already");
    }

    static long open(Call call) throws FileException {
        int flags = switch ((int) call.argument(1)) {
            case READ -> OpenFlags.O_RDONLY;
            case WRITE -> OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC;
            case APPEND -> OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_APPEND;
            default -> -1;
        };
        return flags < 0
                ? -1
                : DescriptorCalls.open(call, PathArguments.AT_FDCWD, call.argument(0), flags, PERMISSIONS);
    }
}
