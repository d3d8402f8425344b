package pagoda.kernel.disk;

import java.util.function.Consumer;
import pagoda.kernel.wait.WaitQueue;

/** One request to the disk: neighbouring pages that are read or written in one go. */
public final class DiskRequest {
    /** What is on the disk. */
    public enum Area {
        FILE,
        SWAP
    }

    private final boolean write;
    private final Area area;
    private final int pages;
    private final Consumer<DiskRequest> completion;
    private final WaitQueue waiters = new WaitQueue("the disk");
    private boolean failed;

    /**
     * @param pages how many pages of 4096 bytes, above 0
     * @param completion what is done when the disk is done, before those who wait are woken
     */
    public DiskRequest(boolean write, Area area, int pages, Consumer<DiskRequest> completion) {
        this.write = write;
        this.area = area;
        this.pages = pages;
        this.completion = completion;
    }

    public boolean isWrite() {
        return write;
    }

    public Area area() {
        return area;
    }

    public int pages() {
        return pages;
    }

    /** Who waits until it is done. */
    public WaitQueue waiters() {
        return waiters;
    }

    /** Whether the disk could not do it; known from the moment of its submission, and to be acted upon when it is done. */
    public boolean hasFailed() {
        return failed;
    }

    void fail() {
        failed = true;
    }

    void done() {
        completion.accept(this);
        waiters.wakeAll();
    }
}
