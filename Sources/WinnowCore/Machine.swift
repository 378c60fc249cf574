import WinnowKernels

/// The machine is what this build runs on.
public enum Machine {
    /// Refuses a processor that the kernels were not compiled for, before one of them runs.
    ///
    /// - Throws: ``ExperimentError`` that says how to build for it.
    public static func check() throws(ExperimentError) {
        guard Kernels.runsHere else {
            throw ExperimentError(
                "this processor has no AVX2 and FMA, which this build was made for",
                hint: "build it with WINNOW_PORTABLE=1 make build")
        }
    }

    /// The note says what users of this build should know of its numbers; nil when there is nothing to say.
    public static var note: String? {
        Kernels.isPortable
            ? "this is a portable build: its kernel path is \(Kernels.path), whose samples have other bits than AVX2's"
            : nil
    }
}
