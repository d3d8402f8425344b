package pagoda.cpu.translator;

import pagoda.cpu.Hart;

/** Which engine a hart executes by. The run is the same with each. */
public enum EngineKind {
    /** The reference: one instruction after the other. */
    INTERPRETER("interpreter"),

    /** Hot code is translated. */
    TRANSLATOR("translator"),

    /** Whatever the translator does the interpreter does again, and the first difference ends the run. */
    BOTH("both");

    private final String word;

    EngineKind(String word) {
        this.word = word;
    }

    /** Its name in options. */
    public String word() {
        return word;
    }

    /** How it is tuned if nobody says otherwise. */
    public Tuning tuning() {
        return this == BOTH ? Tuning.EAGER : Tuning.DEFAULT;
    }

    /** Gives the hart this engine. */
    public void drive(Hart hart) {
        drive(hart, tuning());
    }

    /** Gives the hart this engine, tuned so. */
    public void drive(Hart hart, Tuning tuning) {
        switch (this) {
            case INTERPRETER -> {}
            case TRANSLATOR -> hart.use(new Translator(hart, tuning));
            case BOTH -> hart.use(new Lockstep(hart, tuning));
        }
    }
}
