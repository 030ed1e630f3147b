#ifndef LIBFUZZER_H
#define LIBFUZZER_H
#include <stddef.h>
#include <stdint.h>

/// libFuzzer's way in for programs that have a main function of their own: calls `test` with one input after another, as
/// the command line says, and returns the exit status.
int LLVMFuzzerRunDriver(int *argumentCount, char ***arguments, int (*test)(const uint8_t *bytes, size_t count));

#endif
