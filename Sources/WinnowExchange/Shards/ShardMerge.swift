import Foundation
public import WinnowCore
public import WinnowRuns
import WinnowStore

/// A merge of the shards of a plan: each goes in as a transaction of its own, so that a merge that was killed goes on.
public struct ShardMerge: Sendable {
    /// A leniency is what a merge puts up with when it is told to.
    public enum Leniency: Hashable, Sendable {
        /// Shards that are missing or not finished.
        case missing

        /// Runs and candidates that are not in the plan.
        case foreign

        /// Shards of other kernels, which become runs of their own.
        case otherKernels
    }

    private let plan: ShardPlan
    private let sources: [String]
    private let target: String

    /// Looks at everything before anything is written.
    ///
    /// What the target has already counts too: a plan can be merged in several calls.
    ///
    /// - Parameters:
    ///   - name: of the plan's file.
    ///   - lenience: what is put up with.
    /// - Throws: ``ExperimentError`` that says what is missing, damaged, contradictory or foreign.
    public init(
        _ plan: ShardPlan, name: String, _ sources: [String], into target: String, allowing lenience: Set<Leniency>
    ) throws {
        guard !sources.contains(where: { Self.isSame($0, target) }) else {
            throw ExperimentError(
                "'\(target)' is both a shard and the target of the merge", hint: "give --into another name")
        }
        let inspection = try ShardInspection(plan, name: name, files: sources, checks: false)
        if let fault = inspection.fault { throw fault }
        if !lenience.contains(.foreign), let strangers = inspection.strangers { throw strangers }
        if !lenience.contains(.otherKernels), let kernels = inspection.otherKernels { throw kernels }
        if !lenience.contains(.missing), inspection.gap != nil {
            // Only then does it matter what an earlier call has merged.
            let known = FileManager.default.fileExists(atPath: target) ? [target] : []
            if let gap = try ShardInspection(plan, name: name, files: sources + known, checks: false).gap {
                throw ExperimentError(
                    gap.problem, hint: "sample it first, or add --allow-missing to merge what there is")
            }
        }
        // Whatever the order of the files, the first of the shards is the first that goes in.
        self.sources = inspection.files.sorted { a, b in
            let (first, second) = (a.rows.firstIndex { $0 > 0 } ?? .max, b.rows.firstIndex { $0 > 0 } ?? .max)
            return (first, a.path) < (second, b.path)
        }.map(\.path)
        (self.plan, self.target) = (plan, target)
    }

    private static func isSame(_ a: String, _ b: String) -> Bool {
        URL(fileURLWithPath: a).resolvingSymlinksInPath() == URL(fileURLWithPath: b).resolvingSymlinksInPath()
    }

    /// Merges shard by shard.
    ///
    /// - Returns: what was added.
    /// - Throws: `StoreError` when a shard contradicts another or the disk is full: the shards before it are kept, and the
    ///   same call goes on; `CancellationError`.
    public func run(observe: WorkProgress.Observer) async throws -> DatabaseMerge {
        var summary = MergeSummary(runs: 0, candidates: 0, judgements: 0)
        for (index, source) in sources.enumerated() {
            try Task.checkCancellation()
            await observe(
                WorkProgress(
                    task: "merging", done: Double(index), total: Double(sources.count), detail: source))
            do throws(StoreError) {
                let added = try Store.merge([source], into: target, runOrder: plan.runs.map(\.identity))
                summary.runs += added.runs
                summary.candidates += added.candidates
                summary.judgements += added.judgements
            } catch {
                guard error.kind == .full else { throw error }
                throw ExperimentError(
                    "no space left for '\(target)': \(index) of \(sources.count) shards are merged, and '\(source)' is not",
                    hint: "free some space and run the same command again, it goes on")
            }
        }
        return try DatabaseMerge(summary, into: target)
    }
}
