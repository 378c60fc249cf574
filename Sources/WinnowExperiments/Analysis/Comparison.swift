import WinnowDomains
import WinnowSelection
public import WinnowStatistics
public import WinnowStore

/// A strategy at a budget of a run, as typed: `RUN:STRATEGY@K`.
public struct Contender: Hashable, Sendable, CustomStringConvertible {
    public var run: Int64
    public var strategy: String
    public var budget: Int

    public init(run: Int64, strategy: String, budget: Int) {
        self.run = run
        self.strategy = strategy
        self.budget = budget
    }

    /// - Throws: ``ExperimentError`` when the text has another form or names an unknown strategy.
    public init(parsing text: String) throws(ExperimentError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count == 2 ? parts[1].split(separator: "@", omittingEmptySubsequences: false) : []
        guard rest.count == 2, let run = Int64(parts[0]), let budget = Int(rest[1]), budget > 0 else {
            throw ExperimentError("\"\(text)\" is not RUN:STRATEGY@K", hint: "write for example 3:majority@16")
        }
        guard Strategies.named(String(rest[0])) != nil else {
            throw ExperimentError("there is no strategy \"\(rest[0])\"", hint: "see `winnow list strategies`")
        }
        self.init(run: run, strategy: String(rest[0]), budget: budget)
    }

    public var description: String { "\(run):\(strategy)@\(budget)" }
}

/// The paired comparison of two contenders on the problems that both have.
public struct ComparisonRow: Sendable {
    public let a: Contender
    public let b: Contender
    /// The mean of a's and of b's probability of a right answer, on the common problems.
    public let rightA: Double
    public let rightB: Double
    public let problems: Int
    /// The problems that only one of them has.
    public let onlyA: Int
    public let onlyB: Int
    public let comparison: PairedComparison
    /// The exact McNemar test, where both are realised 0/1 picks on every problem.
    public let mcNemar: McNemarTest?
    /// Why there is nothing to test, where one is ahead by construction.
    public let byConstruction: String?
    /// The sign-flip test's p-value, adjusted by Holm over the table; nil where ``byConstruction`` says why.
    public internal(set) var adjustedP: Double?
}

/// Paired comparisons of strategies, within a run or between runs.
public enum Comparisons {
    /// Compares every pair, in the order given.
    ///
    /// Values are per-problem expected probabilities of a right answer; pairs are matched by the problem's hash.
    ///
    /// - Parameter verifier: the name of a verifier that judged all of the runs; nil for the domains' own.
    /// - Throws: ``ExperimentError`` for a run that does not exist, a budget beyond its pool, a strategy it has no data
    ///   for, a verifier that did not judge it, or pairs without a common problem.
    public static func all(
        _ contenders: [Contender], in store: Store, verifier: String? = nil
    ) async throws -> [ComparisonRow] {
        var loaded: [Int64: RunPools] = [:]
        for contender in contenders where loaded[contender.run] == nil {
            loaded[contender.run] = try load(
                contender.run, in: store, guesses: contenders.contains { $0.strategy == "guess" }, verifier: verifier)
        }
        var columns: [StrategyColumn] = []
        for contender in contenders {
            guard let pools = loaded[contender.run] else { continue }
            columns.append(try await column(contender, of: pools))
        }
        return try rows(contenders, columns, verifiers: loaded.mapValues(\.verifier))
    }

    /// The comparisons of all pairs, p-values adjusted over those that are tested.
    private static func rows(
        _ contenders: [Contender], _ columns: [StrategyColumn], verifiers: [Int64: VerifierDeclaration]
    ) throws -> [ComparisonRow] {
        var rows: [ComparisonRow] = []
        for first in contenders.indices {
            for second in contenders.indices.dropFirst(first + 1) {
                guard let verifier = verifiers[contenders[first].run] else { continue }
                rows.append(
                    try compare(
                        contenders[first], columns[first], contenders[second], columns[second], verifier: verifier))
            }
        }
        let tested = rows.indices.filter { rows[$0].byConstruction == nil }
        for (index, p) in zip(tested, holmAdjusted(tested.map { rows[$0].comparison.pValue })) {
            rows[index].adjustedP = p
        }
        return rows
    }

    /// Strategies of one run at one budget.
    ///
    /// - Parameters:
    ///   - run: nil for the latest sampled run.
    ///   - budget: nil for the pool's size.
    public static func contenders(
        _ strategies: [String], run: Int64?, budget: Int?, in store: Store
    ) throws -> [Contender] {
        let runs = try Analysis.runs(run.map { [$0] } ?? [], in: store)
        guard let latest = runs.last else { return [] }
        let size = try budget ?? RunPools(latest, in: store, guesses: false).poolSize
        return strategies.map { Contender(run: latest.id.value, strategy: $0, budget: size) }
    }

    private static func load(
        _ run: Int64, in store: Store, guesses: Bool, verifier: String?
    ) throws -> RunPools {
        guard let stored = try store.run(number: run) else {
            throw ExperimentError("there is no run \(run)", hint: "see `winnow list runs`")
        }
        return try RunPools(
            stored, in: store, guesses: guesses,
            verifier: verifier.map { try RunVerifier(named: $0, of: stored.id, in: store) })
    }

    private static func column(_ contender: Contender, of pools: RunPools) async throws -> StrategyColumn {
        guard let strategy = Strategies.named(contender.strategy) else {
            throw ExperimentError(
                "there is no strategy \"\(contender.strategy)\"", hint: "see `winnow list strategies`")
        }
        guard !pools.usable([strategy]).isEmpty else {
            let needs = strategy.needs.map(\.rawValue).sorted().joined(separator: " and ")
            throw ExperimentError(
                "run \(contender.run) has no \(needs), which \(contender.strategy) needs",
                hint: strategy.needs.contains(.greedy)
                    ? "sample it with `winnow sweep`, which adds a greedy run" : "leave this strategy out")
        }
        let request = EstimationRequest(strategies: [strategy], budgets: [contender.budget])
        return try await pools.columns(request)[0]
    }

    private static func compare(
        _ a: Contender, _ columnA: StrategyColumn, _ b: Contender, _ columnB: StrategyColumn,
        verifier: VerifierDeclaration
    ) throws -> ComparisonRow {
        let positions = Dictionary(
            uniqueKeysWithValues: columnB.problems.enumerated().map { ($1.record.canonicalHash, $0) })
        let pairs = columnA.problems.enumerated().compactMap { index, problem in
            positions[problem.record.canonicalHash].map { (columnA.right[index], columnB.right[$0]) }
        }
        guard !pairs.isEmpty else {
            throw ExperimentError(
                "\(a) and \(b) have no problem in common, so they cannot be paired",
                hint: "compare runs on the same problem set")
        }
        let (valuesA, valuesB) = (pairs.map(\.0), pairs.map(\.1))
        let realised = (valuesA + valuesB).allSatisfy { $0 == 0 || $0 == 1 }
        return ComparisonRow(
            a: a, b: b, rightA: mean(of: valuesA), rightB: mean(of: valuesB), problems: pairs.count,
            onlyA: columnA.problems.count - pairs.count, onlyB: columnB.problems.count - pairs.count,
            comparison: PairedComparison(valuesA, valuesB),
            mcNemar: realised ? McNemarTest(valuesA.map { $0 == 1 }, valuesB.map { $0 == 1 }) : nil,
            byConstruction: byConstruction(a, b, verifier), adjustedP: nil)
    }

    private static func byConstruction(_ a: Contender, _ b: Contender, _ verifier: VerifierDeclaration) -> String? {
        guard a.run == b.run else { return nil }
        let first = (strategy: a.strategy, budget: a.budget)
        let second = (strategy: b.strategy, budget: b.budget)
        let forward = Identities.dominates(first, second, verifier: verifier)
        let backward = Identities.dominates(second, first, verifier: verifier)
        if forward, backward { return "equal by construction" }
        if forward { return "a ≥ b by construction" }
        if backward { return "b ≥ a by construction" }
        return nil
    }
}
