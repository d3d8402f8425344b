package pagoda.kernel.syscall;

import static pagoda.kernel.syscall.RarsCalls.orMinusOne;

import java.util.Arrays;
import java.util.Locale;

/** RARS's system-call table, for programs of courses. Without its windows (50 to 60) and its music (31, 33). */
enum RarsCall {
    // spotless:off
    //            number handler                          arguments → result in a0
    PRINT_INT     (1,    PrintCalls::integer,             "number → nothing"),
    PRINT_FLOAT   (2,    PrintCalls::single,              " → nothing; prints fa0"),
    PRINT_DOUBLE  (3,    PrintCalls::real,                " → nothing; prints fa0"),
    PRINT_STRING  (4,    PrintCalls::string,              "string → nothing"),
    READ_INT      (5,    ReadCalls::integer,              " → number"),
    READ_FLOAT    (6,    ReadCalls::single,               " → nothing; into fa0"),
    READ_DOUBLE   (7,    ReadCalls::real,                 " → nothing; into fa0"),
    READ_STRING   (8,    ReadCalls::string,               "buffer, size → nothing"),
    SBRK          (9,    RarsCalls::sbrk,                 "bytes → address"),
    EXIT          (10,   RarsCalls::exit,                 " → does not return"),
    PRINT_CHAR    (11,   PrintCalls::character,           "character → nothing"),
    READ_CHAR     (12,   ReadCalls::character,            " → character"),
    GETCWD        (17,   orMinusOne(NameCalls::getcwd),   "buffer, size → bytes"),
    TIME          (30,   RarsCalls::time,                 " → low word; high word in a1"),
    SLEEP         (32,   RarsCalls::sleep,                "milliseconds → nothing"),
    PRINT_INT_HEX (34,   PrintCalls::hexadecimal,         "number → nothing"),
    PRINT_INT_BINARY(35, PrintCalls::binary,              "number → nothing"),
    PRINT_INT_UNSIGNED(36, PrintCalls::unsigned,          "number → nothing"),
    RAND_SEED     (40,   RarsCalls::seed,                 "generator, seed → nothing"),
    RAND_INT      (41,   RarsCalls::randomInteger,        "generator → number"),
    RAND_INT_RANGE(42,   RarsCalls::randomBelow,          "generator, bound → number"),
    RAND_FLOAT    (43,   RarsCalls::randomSingle,         "generator → nothing; into fa0"),
    RAND_DOUBLE   (44,   RarsCalls::randomReal,           "generator → nothing; into fa0"),
    CLOSE         (57,   orMinusOne(DescriptorCalls::close), "fd → 0"),
    LSEEK         (62,   orMinusOne(DescriptorCalls::lseek), "fd, offset, whence → offset"),
    READ          (63,   orMinusOne(FileCalls::read),     "fd, buffer, length → bytes read"),
    WRITE         (64,   orMinusOne(FileCalls::write),    "fd, buffer, length → bytes written"),
    EXIT2         (93,   ProcessCalls::exitGroup,         "status → does not return"),
    OPEN          (1024, orMinusOne(RarsCalls::open),     "path, flags → fd");
    // spotless:on

    static final CallTable TABLE =
            new CallTable(Arrays.stream(values()).map(call -> call.row).toList());

    private final CallTable.Row row;

    RarsCall(int number, CallTable.Handler handler, String signature) {
        row = new CallTable.Row(number, name().toLowerCase(Locale.ROOT), handler, signature);
    }
}
