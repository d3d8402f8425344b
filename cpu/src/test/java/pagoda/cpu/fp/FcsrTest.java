package pagoda.cpu.fp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FcsrTest {
    private final Fcsr fcsr = new Fcsr();

    @Test
    void theRoundingModeStandsAboveTheFlags() {
        fcsr.setFrm(Fcsr.RUP);
        fcsr.setFlags(Fcsr.NV | Fcsr.NX);
        assertThat(fcsr.value()).isEqualTo(0b011_10001);
    }

    @Test
    void onlyEightBitsAreKept() {
        fcsr.set(-1);
        assertThat(fcsr.value()).isEqualTo(0xff);
        fcsr.setFrm(8 | Fcsr.RTZ);
        fcsr.setFlags(0x20 | Fcsr.DZ);
        assertThat(fcsr.frm()).isEqualTo(Fcsr.RTZ);
        assertThat(fcsr.flags()).isEqualTo(Fcsr.DZ);
    }

    @Test
    void exceptionsAccrue() {
        fcsr.raise(Fcsr.OF | Fcsr.NX);
        fcsr.raise(Fcsr.UF | Fcsr.NX);
        assertThat(fcsr.flags()).isEqualTo(Fcsr.OF | Fcsr.UF | Fcsr.NX);
    }
}
