/// The float kernels of the tiny transformer: the only code in Winnow that touches unsafe pointers.
///
/// Every kernel computes each output element in one fixed order that depends on the row itself only. A row's bits
/// are therefore the same whatever other rows share the call, which is what makes a candidate independent of its
/// batch. Shapes are written row-major in brackets; arrays are checked for size once per call.
public enum Kernels {
    /// The instruction path the kernels were compiled for; runs of different paths have different bits.
    public static var path: String {
        #if WINNOW_PORTABLE
            "portable"
        #else
            "avx2-fma"
        #endif
    }
}
