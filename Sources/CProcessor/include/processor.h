#ifndef WINNOW_PROCESSOR_H
#define WINNOW_PROCESSOR_H

#include <stdbool.h>

/// What the processor can do and Swift cannot say: operations on sixteen numbers as one instruction each.
///
/// The standard library's vectors multiply and add lane by lane and leave it to the optimiser to put the lanes
/// together again, which it does for some loops and not for others.
typedef float processor_lanes __attribute__((ext_vector_type(16)));
typedef float processor_eight __attribute__((ext_vector_type(8)));
typedef float processor_four __attribute__((ext_vector_type(4)));

/// `a * b + c`, rounded once where the machine fuses and twice in a portable build.
static inline __attribute__((always_inline)) processor_lanes
processor_multiply_add(processor_lanes a, processor_lanes b, processor_lanes c) {
#if defined(__FMA__)
    return __builtin_elementwise_fma(a, b, c);
#else
    return a * b + c;
#endif
}

/// The larger of each pair; `b` where either is not a number.
static inline __attribute__((always_inline)) processor_lanes
processor_maximum(processor_lanes a, processor_lanes b) {
    return a > b ? a : b;
}

/// The smaller of each pair; `b` where either is not a number.
static inline __attribute__((always_inline)) processor_lanes
processor_minimum(processor_lanes a, processor_lanes b) {
    return a < b ? a : b;
}

/// The largest of lanes 0, 4, 8 and 12, of 1, 5, 9 and 13, and so on.
static inline __attribute__((always_inline)) processor_four processor_largest_of_four(processor_lanes a) {
    processor_eight eight = a.lo > a.hi ? a.lo : a.hi;
    return eight.lo > eight.hi ? eight.lo : eight.hi;
}

/// `a` where `x` is at least `bound`, and zero elsewhere.
static inline __attribute__((always_inline)) processor_lanes
processor_where_at_least(processor_lanes x, processor_lanes bound, processor_lanes a) {
    return x >= bound ? a : (processor_lanes)0;
}

/// Whether the processor that runs this has AVX2 and FMA, and the system saves their registers.
static inline bool processor_has_avx2_fma(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

#endif
