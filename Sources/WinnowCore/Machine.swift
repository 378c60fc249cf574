import Foundation
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

    /// The kernels of this build, such as `avx2`: they are part of what "same bytes" means.
    public static var kernels: String { Kernels.path }

    /// The description names the processor and counts the cores that the program may use, such as `AMD EPYC, 2 cores`; no
    /// name of a host or a person is in it.
    public static let description: String = {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return "\(processor), \(cores == 1 ? "1 core" : "\(cores) cores")"
    }()

    /// The processor's name as the system says it, in one line of at most 100 letters.
    private static var processor: String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
        let name = lines.first { $0.hasPrefix("model name") }?.split(separator: ":", maxSplits: 1).last
        let words = name?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
        return words.isEmpty ? "unknown processor" : String(words.prefix(100))
    }
}
