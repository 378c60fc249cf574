import Foundation
public import WinnowReport
import WinnowRuns
public import WinnowStore

/// The progress is how far the runs of a database are, for those who watch another process sample.
///
/// A database does not say how many samples were asked for. A run is taken for whole where each problem of its set has as many
/// candidates as the problem with most.
public struct RunProgress: Study, Hashable {
    private let runs: [Run]

    private struct Run: Hashable, Sendable {
        let number: Int64
        let domain: String
        let model: String
        let kind: String
        let problems: Int
        let begunProblems: Int
        let candidates: Int
        let largestPool: Int

        /// A candidate took so many seconds at the run's parallelism; nil where nobody measured it.
        let pace: Double?

        var expected: Int { problems * largestPool }
        var isWhole: Bool { candidates >= expected && candidates > 0 }
    }

    /// Counts what is there now.
    ///
    /// - Throws: `StoreError` for a database that cannot be read.
    /// - Complexity: one scan of an index of candidates.
    public init(in store: Store) throws {
        runs = try store.runs().map { run in
            let samples = try store.sampleIndices(of: run.id).values.map { $0.ranges.reduce(0) { $0 + $1.count } }
            let set = try store.problemSet(run.record.problemSet)
            // An imported set has problems without samples too, and nobody is at work on them.
            let problems = try store.problems(in: run.record.problemSet).count
            let pace = try store.pace(of: run.id).flatMap {
                $0.candidates > 0 ? $0.seconds / Double($0.candidates) : nil
            }
            return Run(
                number: run.id.value, domain: set.domain, model: try store.model(run.record.model).name,
                kind: run.record.kind.rawValue, problems: run.record.kind == .imported ? samples.count : problems,
                begunProblems: samples.count, candidates: samples.reduce(0, +), largestPool: samples.max() ?? 0,
                pace: pace)
        }
    }

    /// True where there are runs and all of them are whole.
    public var isWhole: Bool { !runs.isEmpty && runs.allSatisfy(\.isWhole) }

    /// There are so many candidates in all.
    public var candidates: Int { runs.reduce(0) { $0 + $1.candidates } }

    public var report: Report {
        Report(
            Table(
                title: isWhole ? "All runs are whole" : "Runs so far",
                columns: [
                    Column("run", kind: .integer), Column("domain"), Column("model"), Column("kind"),
                    Column("problems"), Column("candidates", kind: .integer),
                    Column("share", kind: .number(.percent(digits: 0))), Column("done"), Column("left"),
                ],
                rows: runs.map { run in
                    let share = run.expected > 0 ? min(1, Double(run.candidates) / Double(run.expected)) : 0
                    let rest = run.pace.map { Double(run.expected - run.candidates) * $0 }
                    let cells = Int(10 * share)
                    return [
                        .integer(Int(run.number)), .text(run.domain), .text(run.model), .text(run.kind),
                        .text("\(run.begunProblems) of \(run.problems)"), .integer(run.candidates), .number(share),
                        .text(String(repeating: "█", count: cells) + String(repeating: "░", count: 10 - cells)),
                        run.isWhole ? .missing : rest.map { .text(Self.text($0)) } ?? .missing,
                    ]
                },
                footnotes: [
                    "Of the candidates that there will be if each problem gets as many as the one with most; how many were asked "
                        + "for is not stored."
                ]))
    }

    private static func text(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "" }
        let whole = Int(seconds.rounded(.up))
        return whole < 60
            ? "\(whole) s" : whole < 3_600 ? "\(whole / 60) min" : "\(whole / 3_600) h \(whole / 60 % 60) min"
    }
}
