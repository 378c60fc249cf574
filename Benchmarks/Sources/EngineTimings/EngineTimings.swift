import Foundation
import WinnowModel

/// Times Winnow's engine on a model folder and prints one line of JSON: `amount` tokens (or operations) in `seconds`.
///
/// `EngineTimings train FOLDER THREADS TIMES`, `EngineTimings score FOLDER THREADS TIMES`,
/// `EngineTimings sample FOLDER THREADS TIMES COMPLETIONS` and `EngineTimings multiply SIDE THREADS TIMES`; the sizes are
/// those of Benchmarks/peers/works.py. Everything is done once before it is timed.
@main
struct EngineTimings {
    static func main() async {
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            if arguments.first == "confidence" {
                print(try await ConfidenceTiming(arguments).report())
                return
            }
            let result = try await measured(arguments)
            print("{\"amount\": \(result.amount), \"seconds\": \(result.seconds)}")
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("EngineTimings: \(error)\n".utf8))
            exit(EXIT_FAILURE)
        }
    }

    /// The work that the arguments name.
    private static func measured(_ arguments: [String]) async throws -> Timing {
        guard arguments.count >= 4, let threads = Int(arguments[2]), threads > 0, let times = Int(arguments[3]),
            times > 0, arguments.count == (arguments[0] == "sample" ? 5 : 4)
        else { throw Misuse() }
        switch arguments[0] {
        case "train": return try await TrainingTiming(folder: arguments[1]).run(threads: threads, times: times)
        case "score": return try await ScoringTiming(folder: arguments[1]).run(threads: threads, times: times)
        case "sample":
            guard let completions = Int(arguments[4]), completions >= threads else { throw Misuse() }
            return try await SamplingTiming(folder: arguments[1], completions: completions).run(
                threads: threads, times: times)
        case "multiply":
            guard let side = Int(arguments[1]), side > 0 else { throw Misuse() }
            return await ProductTiming(side: side).run(threads: threads, times: times)
        default: throw Misuse()
        }
    }

    /// A call that names no work.
    struct Misuse: Error, CustomStringConvertible {
        let description = """
            give train|score FOLDER THREADS TIMES, sample|confidence FOLDER THREADS TIMES COMPLETIONS or
            multiply SIDE THREADS TIMES
            """
    }
}

/// An amount of work and the median of the seconds it took.
struct Timing {
    var amount: Int
    var seconds: Double

    init(amount: Int, all seconds: [Double]) {
        self.amount = amount
        self.seconds = seconds.sorted()[seconds.count / 2]
    }
}

/// The weights of a model folder.
func parameters(of folder: String) throws -> Parameters {
    try ModelFolder(contentsOf: URL(filePath: folder)).parameters
}
