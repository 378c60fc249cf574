public import WinnowCore
import WinnowJSON
public import WinnowReport
import WinnowRuns
import WinnowScoring
import WinnowSelection
public import WinnowStore

/// Combines what several verifiers say of stored candidates, none of which need be sound, by every rule.
///
/// Combinations are scores like those that they are made of: strategies pick by them and `require` places them. What
/// depends on the rest of the pool, such as agreement, is no part of one, since the same candidate in a smaller pool
/// would then have another score.
public struct CombinedJudging: Sendable {
    private let names: [String]
    private let tune: Stored<RunRecord>
    private let runs: [Stored<RunRecord>]
    private let store: Store

    /// So many scores are stored in one transaction.
    private static let batch = 4096

    /// - Parameters:
    ///   - names: at least two scores or verdicts that the runs have, as strategies and `--verifier` name them.
    ///   - tuneRun: the graded run on whose problems thresholds, weights and the class balance are fitted.
    ///   - numbers: of the runs that are judged; empty for all sampled runs of the tune run's domain but itself.
    /// - Throws: ``ExperimentError`` for runs or names that cannot be.
    public init(_ names: [String], tunedOn tuneRun: Int64, runs numbers: [Int64], in store: Store) throws {
        guard (2...16).contains(Set(names).count), Set(names).count == names.count else {
            throw ExperimentError(
                "\(names.count) names do not make a combination", hint: "name 2 to 16 different scores or verdicts")
        }
        self.names = names
        self.store = store
        tune = try RunChoice.runs([tuneRun], in: store)[0]
        let domain = try store.problemSet(tune.record.problemSet)
        let chosen = try RunChoice.runs(numbers, in: store, allowing: [.stopped])
        runs =
            try numbers.isEmpty
            ? chosen.filter { [tune] in
                try $0.id != tune.id && store.problemSet($0.record.problemSet).domain == domain.domain
            } : chosen
        for run in runs {
            let set = try store.problemSet(run.record.problemSet)
            guard run.record.problemSet != tune.record.problemSet else {
                throw ExperimentError(
                    "run \(run.id) has the problems of run \(tuneRun), on which the combination is fitted",
                    hint: "give --tune-run a run of other problems, such as one of --split tune")
            }
            guard set.domain == domain.domain else {
                throw ExperimentError(
                    "run \(run.id) is of \(set.domain), and run \(tuneRun) of \(domain.domain)",
                    hint: "give runs of one domain")
            }
        }
        guard !runs.isEmpty else {
            throw ExperimentError(
                "\(store.path) has no other run of \(domain.domain) to combine scores in",
                hint: "sample one of the test split")
        }
    }

    /// Fits the rules, stores the combinations of every candidate that has all numbers, and says how good they are.
    ///
    /// - Throws: ``ExperimentError`` for numbers that a run does not have; `CancellationError` when cancelled, with what
    ///   was stored kept.
    public func run(observe: WorkProgress.Observer) async throws -> Report {
        let fitted = try VerifierNumbers(of: tune, names, in: store)
        let graded = fitted.rows.filter { $0.isRight != nil }
        guard graded.contains(where: { $0.isRight == true }), graded.contains(where: { $0.isRight == false }) else {
            throw ExperimentError(
                "run \(tune.id) has not both right and wrong candidates with all of \(names.joined(separator: ", "))",
                hint: "give --tune-run a graded run in which they are all scored")
        }
        let combination = VerifierCombination(
            names: names, rows: graded.map(\.values), outcomes: graded.map { $0.isRight == true })
        let rules = CombinationRule.rules(for: names.count)
        var report = CombinationReport(names: names, rules: rules, combination: combination, tune: tune.id.value)
        // The tune run gets them too, so that a threshold can be chosen on it.
        for run in runs + [tune] {
            let numbers = run.id == tune.id ? fitted : try VerifierNumbers(of: run, names, in: store)
            guard numbers.tools == fitted.tools else {
                throw ExperimentError(
                    "run \(run.id) was judged by other versions than run \(tune.id)",
                    hint: "judge both by the same scorers")
            }
            for rule in rules {
                let tool = try store.findOrInsert(tool(rule, combination, numbers.tools))
                let known = Set(try store.scores(of: run.id, by: tool).map(\.candidate))
                let missing = numbers.rows.filter { !known.contains($0.candidate) }
                for start in stride(from: 0, to: missing.count, by: Self.batch) {
                    try Task.checkCancellation()
                    await observe(
                        WorkProgress(
                            task: "combining", done: Double(start), total: Double(missing.count),
                            detail: rule.name(of: names.count)))
                    let scores = missing[start..<min(start + Self.batch, missing.count)].compactMap { row in
                        combination.value(of: row.values, by: rule).map {
                            ScoreRecord(candidate: row.candidate, value: $0, tokens: row.tokens, flops: row.flops)
                        }
                    }
                    try store.append(scores, by: tool, ifKnown: .kept)
                }
            }
            if run.id != tune.id { report.add(run, numbers) }
        }
        return report.report
    }

    /// The stored tool of a rule: other verifiers, or a fit on other candidates, make another tool.
    private func tool(
        _ rule: CombinationRule, _ combination: VerifierCombination, _ tools: [RowID<ToolRecord>]
    ) throws -> ToolRecord {
        var parameters: [(String, JSONValue)] = [
            ("of", .array(names.map { .string($0) })), ("tune_run", .string(tune.record.identity)),
            ("tools", .array(try tools.map { .string(try store.tool($0).sha256) })),
        ]
        for (name, values) in combination.description.sorted(by: { $0.key < $1.key }) {
            parameters.append((name, .array(values.map { .number($0) })))
        }
        return ToolRecord(
            kind: .scorer, name: rule.name(of: names.count), version: 1,
            parametersJSON: JSONValue.object(parameters.map { (key: $0.0, value: $0.1) }).json(.compact))
    }
}
