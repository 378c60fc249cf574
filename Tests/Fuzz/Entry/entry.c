// Where the program begins, for it has no main in Swift: libFuzzer brings its own.
#include <stdlib.h>
#include <string.h>

// In Swift.
int fuzzReplay(int count, char **arguments);

// libFuzzer calls this first, and knows no options of two dashes.
int LLVMFuzzerInitialize(int *count, char ***arguments) {
  if (*count > 1 && strncmp((*arguments)[1], "--", 2) == 0) exit(fuzzReplay(*count, *arguments));
  return 0;
}

// SwiftPM makes this the entry of an executable in debug builds.
int Fuzz_main(int count, char **arguments) { return fuzzReplay(count, arguments); }

// Weak, because libFuzzer has one of its own.
__attribute__((weak)) int main(int count, char **arguments) { return fuzzReplay(count, arguments); }
