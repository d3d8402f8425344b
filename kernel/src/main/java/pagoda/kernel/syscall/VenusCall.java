package pagoda.kernel.syscall;

import java.util.Arrays;
import java.util.Locale;

/** Venus's table of environmental calls. */
enum VenusCall {
    // spotless:off
    //            number handler                arguments → result in a0
    PRINT_INT     (1,    PrintCalls::integer,   "number → nothing"),
    PRINT_STRING  (4,    PrintCalls::string,    "string → nothing"),
    SBRK          (9,    RarsCalls::sbrk,       "bytes → address"),
    EXIT          (10,   RarsCalls::exit,       " → does not return"),
    PRINT_CHARACTER(11,  PrintCalls::character, "character → nothing"),
    EXIT2         (17,   ProcessCalls::exitGroup, "status → does not return");
    // spotless:on

    static final CallTable TABLE =
            new CallTable(Arrays.stream(values()).map(call -> call.row).toList());

    private final CallTable.Row row;

    VenusCall(int number, CallTable.Handler handler, String signature) {
        row = new CallTable.Row(number, name().toLowerCase(Locale.ROOT), handler, signature);
    }
}
