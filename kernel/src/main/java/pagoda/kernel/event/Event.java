package pagoda.kernel.event;

import pagoda.cpu.mmu.Access;

/** Something that the machine or the kernel did. Small records, made only when somebody listens. */
public sealed interface Event {
    /** When and for whom. */
    Stamp stamp();

    /** Of which kind. */
    EventKind kind();

    /** The word that tells this event from others of its kind: {@code exec}, {@code demand-zero}, {@code miss}. */
    String word();

    /** What a trace says behind kind and word. */
    String text();

    /** A process began to execute a program. */
    record Exec(Stamp stamp, String program, long entry, long stackPointer) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.PROCESS;
        }

        @Override
        public String word() {
            return "exec";
        }

        @Override
        public String text() {
            return program + " entry " + hex(entry) + " sp " + hex(stackPointer);
        }
    }

    /** A process ended: {@code signal} is empty if it exited by itself. */
    record Exit(Stamp stamp, int status, String signal) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.PROCESS;
        }

        @Override
        public String word() {
            return "exit";
        }

        @Override
        public String text() {
            return signal.isEmpty() ? "status " + status : "status " + status + " killed by " + signal;
        }
    }

    /**
     * A process or thread came or went: {@code fork}, {@code vfork}, {@code thread}, {@code reap}.
     *
     * @param id the child's or the thread's number
     */
    record Family(Stamp stamp, String word, int id) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.PROCESS;
        }

        @Override
        public String text() {
            return "id " + id;
        }
    }

    /** The hart was given to a thread. */
    record Switch(Stamp stamp, int tid) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SWITCH;
        }

        @Override
        public String word() {
            return "to";
        }

        @Override
        public String text() {
            return "thread " + tid;
        }
    }

    /**
     * Something happened to a signal: {@code generate}, {@code coalesce} (one like it is pending), {@code ignore},
     * {@code deliver}, {@code return} (its handler is done), {@code stop}, {@code continue}, {@code kill}.
     *
     * @param signal its name; empty where it is not known
     * @param pid whom it was sent to
     * @param detail more about it, may be empty
     */
    record Signal(Stamp stamp, String word, String signal, int pid, String detail) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SIGNAL;
        }

        @Override
        public String text() {
            return (signal + " pid " + pid + " " + detail).strip();
        }
    }

    /** A system call was done; {@code result} is as a trace shows it. */
    record SystemCall(Stamp stamp, String name, String arguments, String result) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SYSCALL;
        }

        @Override
        public String word() {
            return name;
        }

        @Override
        public String text() {
            return "(" + arguments + ") = " + result;
        }
    }

    /**
     * A page fault was decided.
     *
     * @param pc where it happened; during a system call, of the call
     * @param reason the fault table's word
     * @param frame the frame that now holds the page, or −1
     */
    record Fault(Stamp stamp, Access access, long address, long pc, String reason, int frame) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.FAULT;
        }

        @Override
        public String word() {
            return reason;
        }

        @Override
        public String text() {
            String result = frame < 0 ? "" : " -> frame " + frame;
            return access.name().toLowerCase(java.util.Locale.ROOT) + " " + hex(address) + " pc " + hex(pc) + result;
        }
    }

    /** A copy-on-write page was copied from one frame to another, or taken back: then the two are the same. */
    record CopyOnWrite(Stamp stamp, long page, int from, int to) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.COW;
        }

        @Override
        public String word() {
            return from == to ? "reuse" : "copy";
        }

        @Override
        public String text() {
            return "page " + hex(page) + " frame " + from + (from == to ? "" : " -> " + to);
        }
    }

    /** A frame was allocated, or freed; {@code use} says for what. */
    record Frame(Stamp stamp, boolean allocated, int frame, String use) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.FRAME;
        }

        @Override
        public String word() {
            return allocated ? "allocate" : "free";
        }

        @Override
        public String text() {
            return "frame " + frame + " " + use;
        }
    }

    /** Pages began to go to neighbouring swap slots, or to come from them. */
    record Swap(Stamp stamp, boolean out, int slot, int pages) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SWAP;
        }

        @Override
        public String word() {
            return out ? "out" : "in";
        }

        @Override
        public String text() {
            return "slot " + slot + " pages " + pages;
        }
    }

    /** The swap daemon went to {@code sleep} or did {@code wake}, or victims were looked for: {@code scan}. */
    record Reclaim(Stamp stamp, String word, String text) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.RECLAIM;
        }
    }

    /**
     * The disk began to {@code read} or {@code write}, or could not: {@code error}.
     *
     * @param area {@code file} or {@code swap}
     * @param duration how long it takes, in nanoseconds
     */
    record Disk(Stamp stamp, String word, String area, int pages, long duration) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.DISK;
        }

        @Override
        public String text() {
            return area + " pages " + pages + " takes " + duration;
        }
    }

    /** A process is killed because there is no memory. */
    record OutOfMemory(Stamp stamp, int pid, long pages) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.OOM;
        }

        @Override
        public String word() {
            return "kill";
        }

        @Override
        public String text() {
            return "pid " + pid + " pages " + pages;
        }
    }

    /** A TLB missed, evicted or was flushed; {@code text} says which and where. */
    record Tlb(Stamp stamp, String word, String text) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.TLB;
        }
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
