package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.disk.DiskRequest;
import pagoda.kernel.wait.MustWait;

/**
 * Those threads that hold pages or wait for frames, by age. When all RAM is held, the oldest may take what the younger ones
 * hold: so at least one always comes on, and every one becomes the oldest some day.
 */
public final class Holders {
    private final FrameTable frames;
    private @Nullable HeldPages oldest;
    private @Nullable HeldPages youngest;
    private @Nullable HeldPages current;

    Holders(FrameTable frames) {
        this.frames = frames;
    }

    /** Who holds what is brought in from now on; null if the kernel works for no thread, and waits for the disk itself. */
    public void setCurrent(@Nullable HeldPages now) {
        current = now;
    }

    /** For whom the kernel works. */
    public @Nullable HeldPages current() {
        return current;
    }

    /** The current one holds the frame. */
    void hold(int frame) {
        HeldPages holder = current;
        if (holder != null) {
            join(holder);
            holder.add(frame, frames.pin(frame));
        }
    }

    /**
     * Lets the current one wait until the request is done, or, if the kernel works for no thread, the machine stand still.
     *
     * @return whether the request has failed
     * @throws MustWait if a thread has to wait
     */
    boolean await(DiskRequest request) {
        HeldPages holder = current;
        if (holder == null) {
            frames.disk().drain();
            return request.hasFailed();
        }
        join(holder);
        holder.waitFor(request);
        throw new MustWait(request.waiters());
    }

    /** Whether the disk could not read this page, for which the current one waited; asking forgets it. */
    boolean takeFailure(long page) {
        return current != null && current.isWaitingFor(page) && current.takeFailure();
    }

    /** Whether the disk could not do what the current one waited for; asking forgets it. */
    boolean takeFailure() {
        return current != null && current.takeFailure();
    }

    /** The current one takes its place in the order of age, if it has none yet. */
    public void join() {
        if (current != null) {
            join(current);
        }
    }

    private void join(HeldPages holder) {
        if (!holder.listed) {
            holder.listed = true;
            holder.older = youngest;
            if (youngest == null) {
                oldest = holder;
            } else {
                youngest.younger = holder;
            }
            youngest = holder;
        }
    }

    /** The thread has come on, or has ended: it holds nothing, and has no age. */
    public void release(HeldPages holder) {
        if (!holder.listed) {
            return;
        }
        holder.dropAll(frames);
        boolean wasOldest = holder == oldest;
        if (holder.older == null) {
            oldest = holder.younger;
        } else {
            holder.older.younger = holder.younger;
        }
        if (holder.younger == null) {
            youngest = holder.older;
        } else {
            holder.younger.older = holder.older;
        }
        holder.older = null;
        holder.younger = null;
        holder.listed = false;
        if (wasOldest) {
            frames.reclaim().mayTryAgain(); // somebody else is the oldest now
        }
    }

    /** Lets go of what those hold that are younger than the current one; whether that was anything. */
    public boolean takeFromYounger() {
        boolean taken = false;
        for (HeldPages holder = current == null ? oldest : current.younger; holder != null; holder = holder.younger) {
            taken |= !holder.isEmpty();
            holder.dropAll(frames);
        }
        return taken;
    }

    /** Whether nobody is older than the current one. */
    public boolean isOldest() {
        return current == null || current == oldest;
    }
}
