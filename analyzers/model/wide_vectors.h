// Marks the few functions that do the same sum on hundreds of numbers: they are compiled for processors with wider
// vectors as well, and the one that the processor can run is chosen when the program starts. All of them give the same
// bytes, as long as their file may not fuse multiplication and addition (-ffp-contract=off): each number has its own
// sum, in the same order.
#pragma once

#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define AUDIT_WIDE_VECTORS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define AUDIT_WIDE_VECTORS
#endif

/// For what such a function calls: it becomes a part of each of its versions.
#define AUDIT_INLINED __attribute__((always_inline)) inline
