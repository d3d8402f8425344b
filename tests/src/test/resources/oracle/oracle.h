// What the oracle programs share: system calls without a C library, printing, and a folder of their own in /tmp.
// A program includes it first and defines main. Each line is one write, so that fork never doubles a buffer.
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#ifndef NR_read
#define NR_getcwd 17
#define NR_dup 23
#define NR_dup3 24
#define NR_fcntl 25
#define NR_ioctl 29
#define NR_mkdirat 34
#define NR_unlinkat 35
#define NR_symlinkat 36
#define NR_linkat 37
#define NR_ftruncate 46
#define NR_faccessat 48
#define NR_chdir 49
#define NR_openat 56
#define NR_close 57
#define NR_pipe2 59
#define NR_getdents64 61
#define NR_lseek 62
#define NR_read 63
#define NR_write 64
#define NR_readv 65
#define NR_writev 66
#define NR_pread64 67
#define NR_pwrite64 68
#define NR_ppoll 73
#define NR_readlinkat 78
#define NR_newfstatat 79
#define NR_fstat 80
#define NR_exit 93
#define NR_exit_group 94
#define NR_waitid 95
#define NR_set_tid_address 96
#define NR_futex 98
#define NR_nanosleep 101
#define NR_getitimer 102
#define NR_setitimer 103
#define NR_clock_gettime 113
#define NR_clock_getres 114
#define NR_clock_nanosleep 115
#define NR_sched_yield 124
#define NR_kill 129
#define NR_tgkill 131
#define NR_sigaltstack 132
#define NR_rt_sigsuspend 133
#define NR_rt_sigaction 134
#define NR_rt_sigprocmask 135
#define NR_rt_sigpending 136
#define NR_rt_sigtimedwait 137
#define NR_times 153
#define NR_setpgid 154
#define NR_getpgid 155
#define NR_getsid 156
#define NR_setsid 157
#define NR_getrusage 165
#define NR_getpid 172
#define NR_getppid 173
#define NR_getuid 174
#define NR_geteuid 175
#define NR_getgid 176
#define NR_getegid 177
#define NR_gettid 178
#define NR_brk 214
#define NR_munmap 215
#define NR_mremap 216
#define NR_clone 220
#define NR_execve 221
#define NR_mmap 222
#define NR_mprotect 226
#define NR_msync 227
#define NR_mlock 228
#define NR_munlock 229
#define NR_mincore 232
#define NR_madvise 233
#define NR_wait4 260
#define NR_prlimit64 261
#define NR_renameat2 276

__asm__(".globl _start\n_start: mv a0, sp\n andi sp, sp, -16\n tail start_c\n");

static long system_call(long number, long a, long b, long c, long d, long e, long f) {
    register long a0 __asm__("a0") = a;
    register long a1 __asm__("a1") = b;
    register long a2 __asm__("a2") = c;
    register long a3 __asm__("a3") = d;
    register long a4 __asm__("a4") = e;
    register long a5 __asm__("a5") = f;
    register long a7 __asm__("a7") = number;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5), "r"(a7) : "memory");
    return a0;
}

struct stat {
    unsigned long st_dev, st_ino;
    unsigned st_mode, st_nlink, st_uid, st_gid;
    unsigned long st_rdev, pad1;
    long st_size;
    int st_blksize, pad2;
    long st_blocks, times[6];
    unsigned unused[2];
};

struct sigaction {
    void *handler;
    unsigned long flags;
    unsigned long mask;
    unsigned long mask_of_qemu; // where QEMU 7.2 takes it to be; Linux does not look here
};
#define SA_PREPARE(action) ((action).mask_of_qemu = (action).mask)
#endif

// call(openat, AT_FDCWD, "name", O_RDONLY): the result, or the negative error number. Missing arguments are 0.
#define CALL_7(n, a, b, c, d, e, f, ...) \
    system_call(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define call(name, ...) CALL_7(NR_##name __VA_OPT__(, ) __VA_ARGS__, 0, 0, 0, 0, 0, 0, 0)

enum {
    EPERM = 1, ENOENT, ESRCH, EINTR, EIO, ENXIO, E2BIG, ENOEXEC, EBADF, ECHILD, EAGAIN, ENOMEM, EACCES, EFAULT,
    ENOTBLK, EBUSY, EEXIST, EXDEV, ENODEV, ENOTDIR, EISDIR, EINVAL, ENFILE, EMFILE, ENOTTY, ETXTBSY, EFBIG, ENOSPC,
    ESPIPE, EROFS, EMLINK, EPIPE, EDOM, ERANGE, EDEADLK, ENAMETOOLONG, ENOLCK, ENOSYS, ENOTEMPTY, ELOOP,
    EOPNOTSUPP = 95, ETIMEDOUT = 110
};

enum {
    SIGHUP = 1, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGKILL, SIGUSR1, SIGSEGV, SIGUSR2, SIGPIPE,
    SIGALRM, SIGTERM, SIGSTKFLT, SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGXCPU, SIGXFSZ,
    SIGVTALRM, SIGPROF, SIGWINCH, SIGIO, SIGPWR, SIGSYS
};

enum { O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_CREAT = 0100, O_EXCL = 0200, O_TRUNC = 01000, O_APPEND = 02000,
       O_NONBLOCK = 04000, O_DIRECTORY = 0200000, O_NOFOLLOW = 0400000, O_CLOEXEC = 02000000 };
enum { AT_FDCWD = -100, AT_SYMLINK_NOFOLLOW = 0x100, AT_REMOVEDIR = 0x200, AT_SYMLINK_FOLLOW = 0x400,
       AT_EMPTY_PATH = 0x1000 };
enum { SEEK_SET, SEEK_CUR, SEEK_END };
enum { F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC = 1030, FD_CLOEXEC = 1 };
enum { PROT_NONE = 0, PROT_READ = 1, PROT_WRITE = 2, PROT_EXEC = 4 };
enum { MAP_SHARED = 1, MAP_PRIVATE = 2, MAP_FIXED = 0x10, MAP_ANONYMOUS = 0x20, MAP_NORESERVE = 0x4000,
       MAP_POPULATE = 0x8000, MAP_FIXED_NOREPLACE = 0x100000 };
enum { SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK };
enum { SIG_DFL, SIG_IGN };
#define SA_NOCLDSTOP 1ul
#define SA_NOCLDWAIT 2ul
#define SA_SIGINFO 4ul
#define SA_ONSTACK 0x08000000ul
#define SA_RESTART 0x10000000ul
#define SA_NODEFER 0x40000000ul
#define SA_RESETHAND 0x80000000ul
enum { WNOHANG = 1, WUNTRACED = 2, WSTOPPED = 2, WEXITED = 4, WCONTINUED = 8, WNOWAIT = 0x1000000 };
enum { P_ALL, P_PID, P_PGID };
enum { CLONE_VM = 0x100, CLONE_FS = 0x200, CLONE_FILES = 0x400, CLONE_SIGHAND = 0x800, CLONE_VFORK = 0x4000,
       CLONE_THREAD = 0x10000, CLONE_SYSVSEM = 0x40000, CLONE_SETTLS = 0x80000, CLONE_PARENT_SETTID = 0x100000,
       CLONE_CHILD_CLEARTID = 0x200000, CLONE_CHILD_SETTID = 0x1000000 };
#define PAGE 4096l

struct timespec {
    long sec, nsec;
};

struct siginfo {
    int signo, error, code, pad;
    union {
        struct {
            int pid, uid, status;
        };
        void *addr;
        char rest[112];
    };
};

void *memset(void *to, int value, size_t length) {
    for (char *p = to; length-- > 0;) *p++ = (char)value;
    return to;
}

void *memcpy(void *to, const void *from, size_t length) {
    char *p = to;
    for (const char *q = from; length-- > 0;) *p++ = *q++;
    return to;
}

static inline int same(const char *a, const char *b) {
    while (*a != 0 && *a == *b) a++, b++;
    return *a == *b;
}

static inline long length_of(const char *text) {
    long n = 0;
    while (text[n] != 0) n++;
    return n;
}

// The name of an error number, or a null pointer for one that is not expected anywhere.
static inline const char *error_name(long error) {
    static const char *const NAMES =
        "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY "
        "EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK "
        "EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP ";
    static char name[16];
    if (error == EOPNOTSUPP) return "EOPNOTSUPP";
    if (error == ETIMEDOUT) return "ETIMEDOUT";
    const char *p = NAMES;
    while (*p != 0 && --error > 0) {
        while (*p++ != ' ') {}
    }
    if (*p == 0 || error != 0) return NULL;
    int n = 0;
    while (*p != ' ') name[n++] = *p++;
    name[n] = 0;
    return name;
}

static inline char *put_number(char *at, unsigned long value, unsigned base) {
    char digits[24];
    int n = 0;
    do {
        digits[n++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    while (n > 0) *at++ = digits[--n];
    return at;
}

// Prints: %d number, %x hexadecimal, %o octal, %s text, %e a result: its error's name if it is one, else the number.
static inline void say(const char *format, ...) {
    char line[512];
    char *at = line;
    va_list arguments;
    va_start(arguments, format);
    for (; *format != 0; format++) {
        if (*format != '%') {
            *at++ = *format;
            continue;
        }
        char kind = *++format;
        if (kind == 's') {
            for (const char *p = va_arg(arguments, const char *); *p != 0;) *at++ = *p++;
            continue;
        }
        long value = va_arg(arguments, long);
        if (kind == 'e' && value < 0 && error_name(-value) != NULL) {
            for (const char *p = error_name(-value); *p != 0;) *at++ = *p++;
        } else if (kind == 'x' || kind == 'o') {
            at = put_number(at, (unsigned long)value, kind == 'x' ? 16 : 8);
        } else if (value < 0) {
            *at++ = '-';
            at = put_number(at, -(unsigned long)value, 10);
        } else {
            at = put_number(at, (unsigned long)value, 10);
        }
    }
    va_end(arguments);
    call(write, 1, line, at - line);
}

// "what: result".
static inline void show(const char *what, long result) {
    say("%s: %e\n", what, result);
}

static inline _Noreturn void quit(long status) {
    for (;;) call(exit_group, status);
}

static inline long fork(void) {
    return call(clone, SIGCHLD);
}

// Waits for one child and tells how it ended: "exit N" as N, "signal N" as 1000 + N, "stopped N" as 2000 + N.
static inline long reap(long pid) {
    int status = 0;
    long got = call(wait4, pid, &status, 0, 0);
    if (got < 0) return got;
    if ((status & 0x7f) == 0) return status >> 8 & 0xff;
    if ((status & 0xff) == 0x7f) return 2000 + (status >> 8 & 0xff);
    return 1000 + (status & 0x7f);
}

static inline void pause_ms(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    while (call(nanosleep, &time, &time) == -EINTR) {}
}

static inline long on_signal(int signal, void *handler, unsigned long flags, unsigned long mask) {
    struct sigaction action = {.handler = handler, .flags = flags, .mask = mask};
    SA_PREPARE(action);
    return call(rt_sigaction, signal, &action, 0, 8);
}

static inline unsigned long bit(int signal) {
    return 1ul << (signal - 1);
}

static inline long mask(int how, unsigned long set) {
    return call(rt_sigprocmask, how, &set, 0, 8);
}

static inline char *map(long length, int protection, int flags) {
    long at = call(mmap, 0, length, protection, flags | MAP_ANONYMOUS, -1, 0);
    if (at < 0 && at > -4096) {
        show("cannot map", at);
        quit(99);
    }
    return (char *)at;
}

// 1 if a child can load (store) a byte there, 0 if it dies of SIGSEGV, else how it ended.
static inline long can(int store, volatile char *at) {
    long child = fork();
    if (child == 0) {
        on_signal(SIGSEGV, (void *)SIG_DFL, 0, 0);
        if (store) *at = 1;
        else (void)*at;
        quit(7);
    }
    long end = reap(child);
    return end == 7 ? 1 : end == 1000 + SIGSEGV ? 0 : end;
}
#define can_load(at) can(0, (char *)(at))
#define can_store(at) can(1, (char *)(at))

static char own_folder[64];

// Makes a folder of the program's own in /tmp and goes there. leave() removes it, which must be empty then.
static inline void enter(void) {
    char *at = own_folder;
    for (const char *p = "/tmp/pagoda-oracle-"; *p != 0;) *at++ = *p++;
    at = put_number(at, (unsigned long)call(getpid), 10);
    *at = 0;
    long made = call(mkdirat, AT_FDCWD, own_folder, 0700);
    if (made < 0) show("mkdir", made);
    call(chdir, own_folder);
}

static inline void leave(void) {
    call(chdir, "/");
    long gone = call(unlinkat, AT_FDCWD, own_folder, AT_REMOVEDIR);
    if (gone < 0) show("rmdir", gone);
}

static inline long open(const char *path, int flags) {
    return call(openat, AT_FDCWD, path, flags, 0600);
}

// A new file with a text in it, open for reading and writing at its begin.
static inline long file_with(const char *path, const char *text) {
    long fd = open(path, O_RDWR | O_CREAT | O_TRUNC);
    if (fd < 0) show("cannot make a file", fd);
    call(write, fd, text, length_of(text));
    call(lseek, fd, 0, SEEK_SET);
    return fd;
}

// All of a file (up to 255 bytes), or the error's name.
static inline const char *content(const char *path) {
    static char text[256];
    long fd = open(path, O_RDONLY);
    if (fd < 0) return error_name(-fd);
    long n = call(read, fd, text, 255);
    call(close, fd);
    if (n < 0) return error_name(-n);
    text[n] = 0;
    return text;
}

static inline long unlink(const char *path) {
    return call(unlinkat, AT_FDCWD, path, 0);
}

int main(int argc, char **argv);

__attribute__((used, noreturn)) void start_c(long *sp) {
    // Whoever starts the program may have signals blocked, as a JVM has SIGQUIT.
    unsigned long none = 0;
    call(rt_sigprocmask, 2, &none, 0, 8);
    quit(main((int)sp[0], (char **)(sp + 1)));
}
