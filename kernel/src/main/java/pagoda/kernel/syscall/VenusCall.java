package pagoda.kernel.syscall;

import static pagoda.kernel.syscall.CallTable.row;

import org.jspecify.annotations.Nullable;

/** Venus's table of environmental calls. */
final class VenusCall {
    static final CallTable TABLE = new CallTable(VenusCall::of);

    private VenusCall() {}

    private static CallTable.@Nullable Row of(int number) {
        // spotless:off
        return switch (number) {
            //   number      name               handler                  arguments → result in a0
            case 1    -> row("print_int",       PrintCalls::integer,     "number → nothing");
            case 4    -> row("print_string",    PrintCalls::string,      "string → nothing");
            case 9    -> row("sbrk",            RarsCalls::sbrk,         "bytes → address");
            case 10   -> row("exit",            RarsCalls::exit,         " → does not return");
            case 11   -> row("print_character", PrintCalls::character,   "character → nothing");
            case 17   -> row("exit2",           ProcessCalls::exitGroup, "status → does not return");
            default -> null;
        };
        // spotless:on
    }
}
