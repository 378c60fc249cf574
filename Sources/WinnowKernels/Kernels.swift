internal import CProcessor

/// The float kernels of the tiny transformer are the only code in Winnow that touches unsafe pointers.
///
/// Every kernel computes each output element in one fixed order that depends on the row itself only. A row's bits
/// are therefore the same whatever other rows share the call, which is what makes a candidate independent of its
/// batch. Shapes are written row-major in brackets; arrays are checked for size once per call.
public enum Kernels {
    /// True where the kernels were compiled without the vector instructions of AVX2 and FMA.
    public static var isPortable: Bool {
        #if WINNOW_PORTABLE
            true
        #else
            false
        #endif
    }

    /// The path says for which instructions the kernels were compiled, with the version of their arithmetic; runs of
    /// different paths have different bits.
    public static var path: String { (isPortable ? "portable" : "avx2-fma") + "-2" }

    /// True where the processor has what the kernels were compiled for.
    public static var runsHere: Bool { isPortable || processor_has_avx2_fma() }
}
