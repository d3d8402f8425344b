package pagoda.kernel.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of events, by the words that {@code --trace} and {@code --expect-event} take. */
public enum EventKind {
    /** A process or thread began, took a program, ended, or was waited for. */
    PROCESS,
    /** A system call, when it is done. */
    SYSCALL,
    /** A page fault, when it is decided. */
    FAULT,
    /** A copy-on-write page was copied, or taken back by its last owner. */
    COW,
    /** A frame was allocated or freed. */
    FRAME,
    /** The hart was given to another thread. */
    SWITCH,
    /** A signal was sent, delivered, or came to nothing. */
    SIGNAL,
    /** Pages went to the swap device, or came from it. */
    SWAP,
    /** The swap daemon woke or went to sleep, or victims were looked for. */
    RECLAIM,
    /** The disk began a request, or failed. */
    DISK,
    /** A process was killed because there was no memory. */
    OOM,
    /** A TLB missed, evicted or was flushed. */
    TLB;

    /** The word for it, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this word, or null. */
    public static @Nullable EventKind of(String word) {
        for (EventKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return null;
    }
}
