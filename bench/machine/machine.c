/*
 * The least system that runs a guest of bench/compare on a bare machine (QEMU's virt): it maps the pages of an ELF
 * executable for user mode under Sv39, 4 KiB each, starts it as Linux would, with one argument, and answers write and
 * exit_group. Nothing else of it runs while the guest does, and no interrupt comes.
 *
 *   0x00100000  the finisher, which ends QEMU with a status
 *   0x10000000  the serial port
 *   0x80000000  this program, started in machine mode
 *   0x83000000  the argument's text       put there by QEMU, in memory that is else zero
 *   0x84000000  the executable's file     put there by QEMU
 *   0x88000000  frames for page tables and the guest's pages
 *
 * Supervisor mode sees RAM where it is and the devices in the last GiB of the address space, by entries of 1 GiB each; user
 * mode sees neither.
 */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

enum { PAGE = 4096, STACK_PAGES = 16 };

static const u64 ARGUMENT = 0x83000000, EXECUTABLE = 0x84000000, FRAMES = 0x88000000, RAM_END = 0x9ff00000;
static const u64 DEVICES = 0xffffffffc0000000, STACK_END = 0x3f00000000;

/* Page-table entries: privileged manual, "Sv39: Page-Based 39-bit Virtual-Memory System". */
enum { V = 1, R = 2, W = 4, X = 8, U = 16, A = 64, D = 128 };

static volatile u8 *const serial = (volatile u8 *)(DEVICES + 0x10000000);
static volatile u32 *const finisher = (volatile u32 *)(DEVICES + 0x100000);

static u64 *root;
static u64 next_frame = FRAMES;

u8 supervisor_stack[4 * PAGE] __attribute__((aligned(16)));

/*
 * Machine mode: supervisor mode may reach all memory (one PMP entry), all traps are its, and the guest may use floating-point
 * registers. A trap that ends in machine mode is a mistake of this program: the finisher says so with status 2.
 *
 * The trap handler keeps the registers that C functions may change, and leaves the system call's arguments at the frame's
 * first places.
 */
__asm__(
    ".section .start, \"ax\"\n"
    ".globl _start\n"
    "_start:\n"
    "    la t0, machine_trap\n"
    "    csrw mtvec, t0\n"
    "    li t0, -1\n"
    "    csrw pmpaddr0, t0\n"
    "    csrw medeleg, t0\n"
    "    csrw mideleg, t0\n"
    "    li t0, 0x1f\n" /* NAPOT, RWX */
    "    csrw pmpcfg0, t0\n"
    "    li t0, 1 << 13 | 1 << 11\n" /* FS: initial; MPP: supervisor */
    "    csrw mstatus, t0\n"
    "    la t0, supervisor\n"
    "    csrw mepc, t0\n"
    "    la sp, supervisor_stack + 4 * 4096\n"
    "    mret\n"

    "    .balign 4\n"
    "machine_trap:\n"
    "    li t0, 0x100000\n"
    "    li t1, 2 << 16 | 0x3333\n"
    "    sw t1, 0(t0)\n"
    "    j machine_trap\n"

    "    .text\n"
    "    .balign 4\n"
    "supervisor_trap:\n"
    "    csrrw sp, sscratch, sp\n"
    "    addi sp, sp, -128\n"
    "    sd a0, 0(sp)\n"
    "    sd a1, 8(sp)\n"
    "    sd a2, 16(sp)\n"
    "    sd a3, 24(sp)\n"
    "    sd a4, 32(sp)\n"
    "    sd a5, 40(sp)\n"
    "    sd a6, 48(sp)\n"
    "    sd a7, 56(sp)\n"
    "    sd ra, 64(sp)\n"
    "    sd t0, 72(sp)\n"
    "    sd t1, 80(sp)\n"
    "    sd t2, 88(sp)\n"
    "    sd t3, 96(sp)\n"
    "    sd t4, 104(sp)\n"
    "    sd t5, 112(sp)\n"
    "    sd t6, 120(sp)\n"
    "    mv a0, sp\n"
    "    call trap\n"
    "    ld a0, 0(sp)\n"
    "    ld a1, 8(sp)\n"
    "    ld a2, 16(sp)\n"
    "    ld a3, 24(sp)\n"
    "    ld a4, 32(sp)\n"
    "    ld a5, 40(sp)\n"
    "    ld a6, 48(sp)\n"
    "    ld a7, 56(sp)\n"
    "    ld ra, 64(sp)\n"
    "    ld t0, 72(sp)\n"
    "    ld t1, 80(sp)\n"
    "    ld t2, 88(sp)\n"
    "    ld t3, 96(sp)\n"
    "    ld t4, 104(sp)\n"
    "    ld t5, 112(sp)\n"
    "    ld t6, 120(sp)\n"
    "    addi sp, sp, 128\n"
    "    csrrw sp, sscratch, sp\n"
    "    sret\n"

    ".globl enter_user\n" /* a0: its pc; a1: its stack pointer */
    "enter_user:\n"
    "    csrw sepc, a0\n"
    "    csrw sscratch, sp\n"
    "    mv sp, a1\n"
    "    li a0, 0\n"
    "    sret\n");

_Noreturn void enter_user(u64 pc, u64 sp);
extern char supervisor_trap[];

#define READ_CSR(name)                                                                                                  \
    ({                                                                                                                  \
        u64 value;                                                                                                      \
        __asm__ volatile("csrr %0, " #name : "=r"(value));                                                              \
        value;                                                                                                          \
    })
#define WRITE_CSR(name, value) __asm__ volatile("csrw " #name ", %0" ::"r"(value) : "memory")

static _Noreturn void finish(u32 status) {
    for (;;) {
        *finisher = status == 0 ? 0x5555 : status << 16 | 0x3333;
    }
}

static void put(u8 byte) {
    enum { LINE_STATUS = 5, TRANSMITTER_EMPTY = 0x20 };
    while ((serial[LINE_STATUS] & TRANSMITTER_EMPTY) == 0) {
    }
    *serial = byte;
}

static void put_hex(const char *name, u64 number) {
    while (*name != 0) {
        put((u8)*name++);
    }
    for (int shift = 60; shift >= 0; shift -= 4) {
        put((u8) "0123456789abcdef"[number >> shift & 15]);
    }
}

static _Noreturn void panic(const char *why) {
    put_hex(why, READ_CSR(scause));
    put_hex(" at ", READ_CSR(sepc));
    put_hex(", ", READ_CSR(stval));
    put('\n');
    finish(3);
}

/* The answer to a trap: system calls only. */
void trap(u64 frame[16]) {
    enum { ENVIRONMENT_CALL_FROM_USER = 8, WRITE = 64, EXIT_GROUP = 94, ENOSYS = 38 };
    if (READ_CSR(scause) != ENVIRONMENT_CALL_FROM_USER) {
        panic("trap ");
    }
    WRITE_CSR(sepc, READ_CSR(sepc) + 4);
    switch (frame[7]) {
    case WRITE:
        for (u64 i = 0; i < frame[2]; i++) {
            put(((const u8 *)frame[1])[i]);
        }
        frame[0] = frame[2];
        break;
    case EXIT_GROUP:
        finish((u32)frame[0] & 255);
    default:
        frame[0] = (u64)-ENOSYS;
    }
}

static u64 frame(void) {
    if (next_frame == RAM_END) {
        panic("out of frames ");
    }
    next_frame += PAGE;
    return next_frame - PAGE;
}

/* The user page's frame, a new one if it has none. Rights are added to those it has. */
static u8 *user_page(u64 address, u64 rights) {
    u64 *table = root;
    for (int level = 2; level > 0; level--) {
        u64 *entry = &table[address >> (12 + 9 * level) & 511];
        if (*entry == 0) {
            *entry = frame() >> 2 | V;
        }
        table = (u64 *)(*entry >> 10 << 12);
    }
    u64 *entry = &table[address >> 12 & 511];
    if (*entry == 0) {
        *entry = frame() >> 2;
    }
    *entry |= rights | U | A | D | V;
    return (u8 *)(*entry >> 10 << 12);
}

/* ELF-64, as the specification "ELF-64 Object File Format" has it. */
struct elf_header {
    u8 identification[16];
    u16 type, machine;
    u32 version;
    u64 entry, program_headers, section_headers;
    u32 flags;
    u16 size, program_header_size, program_header_count;
};

struct program_header {
    u32 type, flags;
    u64 offset, address, physical_address, file_size, memory_size, alignment;
};

static void load_segment(const u8 *file, const struct program_header *segment) {
    enum { PF_X = 1, PF_W = 2, PF_R = 4 };
    u64 rights = (segment->flags & PF_R ? R : 0) | (segment->flags & PF_W ? R | W : 0) | (segment->flags & PF_X ? X : 0);
    u64 done = 0;
    while (done < segment->memory_size) {
        u64 address = segment->address + done;
        u8 *page = user_page(address, rights);
        u64 offset = address % PAGE;
        for (; offset < PAGE && done < segment->memory_size; offset++, done++) {
            if (done < segment->file_size) {
                page[offset] = file[segment->offset + done];
            } else {
                done = segment->memory_size - done < PAGE - offset ? segment->memory_size : done + PAGE - offset;
                break;
            }
        }
    }
}

/* Lays argc, argv, an empty environment and an empty auxiliary vector on a new stack: the stack pointer. */
static u64 initial_stack(void) {
    u8 *last = 0;
    for (u64 page = STACK_PAGES; page > 0; page--) {
        last = user_page(STACK_END - page * PAGE, R | W);
    }
    enum { TEXT = 64, LONGEST = 32, WORDS = 128 };
    const u8 *argument = (const u8 *)ARGUMENT;
    for (int i = 0; i < LONGEST - 1; i++) {
        last[PAGE - TEXT + i] = argument[i];
    }
    u64 *words = (u64 *)(last + PAGE - WORDS - TEXT);
    words[0] = 2;
    words[1] = STACK_END - 16; /* argv[0] is empty */
    words[2] = STACK_END - TEXT;
    return STACK_END - WORDS - TEXT;
}

_Noreturn void supervisor(void) {
    enum { SATP_SV39 = 8, SUM = 1 << 18, SPP = 1 << 8, GIB = 1 << 30 };
    root = (u64 *)frame();
    root[0x80000000UL / GIB] = 0x80000000UL >> 2 | V | R | W | X | A | D;
    root[511] = V | R | W | A | D;
    WRITE_CSR(stvec, supervisor_trap);
    WRITE_CSR(satp, (u64)SATP_SV39 << 60 | (u64)root >> 12);
    __asm__ volatile("sfence.vma" ::: "memory");

    const u8 *file = (const u8 *)EXECUTABLE;
    const struct elf_header *header = (const struct elf_header *)file;
    for (int i = 0; i < header->program_header_count; i++) {
        enum { PT_LOAD = 1 };
        const struct program_header *segment = (const struct program_header *)(file + header->program_headers
                + (u64)i * header->program_header_size);
        if (segment->type == PT_LOAD) {
            load_segment(file, segment);
        }
    }
    u64 stack = initial_stack();
    __asm__ volatile("sfence.vma\nfence.i" ::: "memory");
    WRITE_CSR(sstatus, (READ_CSR(sstatus) & ~(u64)SPP) | SUM);
    enter_user(header->entry, stack);
}
