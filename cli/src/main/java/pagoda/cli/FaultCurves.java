package pagoda.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.policy.simulation.ReferenceString;
import pagoda.kernel.mm.policy.simulation.Simulation;
import pagoda.kernel.mm.policy.simulation.SimulationOptions;

/**
 * The faults of some policies on one reference string with different numbers of frames.
 *
 * @param references the length of the string
 * @param pages how many pages are referenced
 * @param frames the numbers of frames, ascending
 * @param faults by policy, the faults with each of them
 */
record FaultCurves(int references, int pages, int[] frames, Map<PolicyKind, int[]> faults) {
    static FaultCurves of(List<PolicyKind> kinds, int[] frames, ReferenceString references, SimulationOptions options) {
        Map<PolicyKind, int[]> faults = new LinkedHashMap<>();
        for (PolicyKind kind : kinds) {
            int[] curve = new int[frames.length];
            for (int index = 0; index < frames.length; index++) {
                curve[index] =
                        Simulation.run(kind, frames[index], references, options).faults();
            }
            faults.put(kind, curve);
        }
        return new FaultCurves(references.length(), references.distinctPages(), frames, faults);
    }

    /** The faults of one of the policies. */
    int[] curve(PolicyKind kind) {
        return faults.getOrDefault(kind, new int[frames.length]);
    }
}
