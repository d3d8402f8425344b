package pagoda.kernel.syscall;

import static pagoda.kernel.syscall.CallTable.row;
import static pagoda.kernel.syscall.RarsCalls.orMinusOne;

import org.jspecify.annotations.Nullable;

/** RARS's system-call table, for programs of courses. Without its windows (50 to 60) and its music (31, 33). */
final class RarsCall {
    static final CallTable TABLE = new CallTable(RarsCall::of);

    private RarsCall() {}

    private static CallTable.@Nullable Row of(int number) {
        // spotless:off
        return switch (number) {
            //   number      name                  handler                             arguments → result in a0
            case 1    -> row("print_int",          PrintCalls::integer,                "number → nothing");
            case 2    -> row("print_float",        PrintCalls::single,                 " → nothing; prints fa0");
            case 3    -> row("print_double",       PrintCalls::real,                   " → nothing; prints fa0");
            case 4    -> row("print_string",       PrintCalls::string,                 "string → nothing");
            case 5    -> row("read_int",           ReadCalls::integer,                 " → number");
            case 6    -> row("read_float",         ReadCalls::single,                  " → nothing; into fa0");
            case 7    -> row("read_double",        ReadCalls::real,                    " → nothing; into fa0");
            case 8    -> row("read_string",        ReadCalls::string,                  "buffer, size → nothing");
            case 9    -> row("sbrk",               RarsCalls::sbrk,                    "bytes → address");
            case 10   -> row("exit",               RarsCalls::exit,                    " → does not return");
            case 11   -> row("print_char",         PrintCalls::character,              "character → nothing");
            case 12   -> row("read_char",          ReadCalls::character,               " → character");
            case 17   -> row("getcwd",             orMinusOne(NameCalls::getcwd),      "buffer, size → bytes");
            case 30   -> row("time",               RarsCalls::time,                    " → low word; high word in a1");
            case 32   -> row("sleep",              RarsCalls::sleep,                   "milliseconds → nothing");
            case 34   -> row("print_int_hex",      PrintCalls::hexadecimal,            "number → nothing");
            case 35   -> row("print_int_binary",   PrintCalls::binary,                 "number → nothing");
            case 36   -> row("print_int_unsigned", PrintCalls::unsigned,               "number → nothing");
            case 40   -> row("rand_seed",          RarsCalls::seed,                    "generator, seed → nothing");
            case 41   -> row("rand_int",           RarsCalls::randomInteger,           "generator → number");
            case 42   -> row("rand_int_range",     RarsCalls::randomBelow,             "generator, bound → number");
            case 43   -> row("rand_float",         RarsCalls::randomSingle,            "generator → nothing; into fa0");
            case 44   -> row("rand_double",        RarsCalls::randomReal,              "generator → nothing; into fa0");
            case 57   -> row("close",              orMinusOne(DescriptorCalls::close), "fd → 0");
            case 62   -> row("lseek",              orMinusOne(DescriptorCalls::lseek), "fd, offset, whence → offset");
            case 63   -> row("read",               orMinusOne(FileCalls::read),        "fd, buffer, length → bytes read");
            case 64   -> row("write",              orMinusOne(FileCalls::write),       "fd, buffer, length → bytes written");
            case 93   -> row("exit2",              ProcessCalls::exitGroup,            "status → does not return");
            case 1024 -> row("open",               orMinusOne(RarsCalls::open),        "path, flags → fd");
            default -> null;
        };
        // spotless:on
    }
}
