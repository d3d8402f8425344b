#include "linux.h"
int main(int argc, char **argv, char **envp) {
    line("argc", argc);
    for (int i = 0; i < argc; i++) { print(argv[i]); print("\n"); }
    line("end", (long)argv[argc]);
    line("aligned", ((word)argv - 8) % 16);
    line("adjoining", (char *)envp - (char *)(argv + argc));
    word count = 0;
    for (; envp[count]; count++) { print(envp[count]); print("\n"); }
    for (int i = 1; i < argc; i++) { line("packed", argv[i] - argv[i - 1] - length(argv[i - 1])); }
    line("env follows", envp[0] - argv[argc - 1] - length(argv[argc - 1]));
    return 0;
}
