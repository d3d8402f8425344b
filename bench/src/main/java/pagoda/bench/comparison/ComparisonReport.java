package pagoda.bench.comparison;

import java.util.List;

/** The tables: of the processor's workloads, and of the kernel's. */
final class ComparisonReport {
    private static final String RATE = "%.1f";
    private static final String RATIO = "%.3f";

    private final Measurements measurements;
    private final List<Contender> contenders;
    private final int tenths;

    ComparisonReport(Measurements measurements, List<Contender> contenders, int tenths) {
        this.measurements = measurements;
        this.contenders = contenders;
        this.tenths = tenths;
    }

    /** The table of the workloads that need no kernel: instructions. */
    String processors(List<Workload> workloads) {
        ComparisonTable table = new ComparisonTable(workloads);
        table.column("M instr", "%.0f", false, workload -> measurements.instructions(workload) / 1e6);
        for (Contender contender : contenders) {
            table.column(contender.word(), RATE, true, workload -> rate(workload, contender));
            if (contender instanceof Contender.Pagoda) {
                ratios(table, contender, contenders);
                table.column("warm", "%.2f", true, workload -> measurements.warmth(workload, contender.word()));
            }
        }
        return table.text();
    }

    /** The table of the workloads of a kernel: events. */
    String kernels(List<Workload> workloads) {
        List<Contender> withKernel =
                contenders.stream().filter(Contender::hasKernel).toList();
        ComparisonTable table = new ComparisonTable(workloads);
        table.column("k events", RATE, false, workload -> workload.events(tenths) / 1e3);
        for (Contender contender : withKernel) {
            table.column(
                    contender.word(),
                    RATE,
                    false,
                    workload -> workload.events(tenths) / 1e3 / measurements.seconds(workload, contender.word()));
            if (contender instanceof Contender.Pagoda) {
                ratios(table, contender, withKernel);
            }
        }
        return table.text();
    }

    /** How many times as fast as each QEMU. */
    private void ratios(ComparisonTable table, Contender pagoda, List<Contender> contenders) {
        for (Contender other : contenders) {
            if (!(other instanceof Contender.Pagoda)) {
                table.column(
                        "/" + other.word().replace("qemu-", ""),
                        RATIO,
                        true,
                        workload -> measurements.seconds(workload, other.word())
                                / measurements.seconds(workload, pagoda.word()));
            }
        }
    }

    private double rate(Workload workload, Contender contender) {
        return measurements.instructions(workload) / 1e6 / measurements.seconds(workload, contender.word());
    }
}
