package pagoda.kernel.mm.policy;

/**
 * The clock, or second chance: pages stand in a circle, and the hand goes round. A page that was referenced since the hand last
 * came by gets a second chance; the first that was not leaves. A page comes in just behind the hand, where it has the whole
 * round before it.
 *
 * <pre>
 *         ┌── 4 ◀─ hand      The list begins at the hand. To pass a page is to take it from the
 *       9     1              front to the end: the circle turns below the hand.
 *         7 2
 * </pre>
 *
 * If all were referenced, all have lost their bit after one round, and the hand is where it began: first in, first out.
 */
final class Clock implements ReplacementPolicy {
    private static final int CIRCLE = 0;

    private final Residents residents;
    private final FrameLists circle;

    Clock(Residents residents) {
        this.residents = residents;
        circle = new FrameLists(residents.frames(), 1);
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        circle.append(CIRCLE, frame);
    }

    @Override
    public void departed(int frame) {
        circle.remove(frame);
    }

    @Override
    public int victim() {
        for (int left = circle.size(CIRCLE); left > 0; left--) {
            int hand = circle.first(CIRCLE);
            if (residents.mayEvict(hand) && !residents.takeReferenced(hand)) {
                return hand;
            }
            circle.move(CIRCLE, hand);
        }
        return circle.firstEvictable(CIRCLE, residents);
    }
}
