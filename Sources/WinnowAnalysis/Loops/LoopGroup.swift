import WinnowCore
import WinnowRuns
import WinnowSelection
import WinnowStatistics
import WinnowStore

/// A group is the loops of one generator on the same problems under one seed, by their roles.
///
/// They share their first answers, so that differences between them come from the later rounds.
struct LoopGroup: Sendable {
    let domain: String
    let model: String
    let problems: Int
    let episodes: Int

    /// The runs of each role; of several the latest.
    let runs: [LoopRole: Int64]

    /// Plain samples of the same generator on the same problems; nil where there are none.
    let plain: Int64?

    /// All of its runs, read once.
    private let loaded: LoadedRuns

    /// The rounds up to which every loop of the group is known.
    let rounds: Int

    /// What loops of one group have in common.
    private struct Key: Hashable {
        let model: RowID<ModelRecord>
        let problemSet: RowID<ProblemSetRecord>
        let temperature: Double?
        let seed: UInt64

        init(_ run: RunRecord) {
            (model, problemSet, temperature, seed) = (run.model, run.problemSet, run.temperature, run.seed)
        }
    }

    /// Finds the groups of a database, in the order of their first runs; loops without any other beside them are no group.
    ///
    /// - Throws: ``ExperimentError`` for a loop that cannot be read.
    static func groups(in store: Store, observe: WorkProgress.Observer) async throws -> [LoopGroup] {
        let runs = try store.runs()
        let loops = try runs.filter { try $0.record.kind == .backprompt && store.revision(of: $0.id) > 0 }
        var keys: [Key] = []
        for loop in loops where !keys.contains(Key(loop.record)) { keys.append(Key(loop.record)) }
        var groups: [LoopGroup] = []
        for (index, key) in keys.enumerated() {
            await observe(WorkProgress(task: "reading loops", done: Double(index), total: Double(keys.count)))
            let plain = try runs.first {
                try $0.record.kind == .sample && Key($0.record) == key && store.revision(of: $0.id) > 0
            }
            if let group = try LoopGroup(loops.filter { Key($0.record) == key }, plain: plain, in: store) {
                groups.append(group)
            }
        }
        return groups
    }

    private init?(_ loops: [Stored<RunRecord>], plain: Stored<RunRecord>?, in store: Store) throws {
        let sources = loops.map { RunStrategy(run: $0.id.value, strategy: Backprompt().name) }
        let majority = plain.map { RunStrategy(run: $0.id.value, strategy: Majority().name) }
        loaded = try LoadedRuns(sources + (majority.map { [$0] } ?? []), in: store)
        var runs: [LoopRole: Int64] = [:]
        var rounds = Int.max
        for source in sources {
            guard let loop = loaded.pools(of: source).loop, let role = LoopRole.role(of: loop) else { continue }
            runs[role] = source.run
            if let limit = loop.limit { rounds = min(rounds, limit) }
        }
        guard runs.count > 1, let first = runs.values.min() else { return nil }
        let pools = loaded.pools(of: RunStrategy(run: first, strategy: Backprompt().name))
        (self.runs, self.plain) = (runs, plain?.id.value)
        self.rounds = rounds == .max ? (pools.loop?.longest ?? 1) : rounds
        domain = pools.problemSet.domain
        model = pools.model.name
        (problems, episodes) = (pools.entries.count, pools.poolSize)
    }

    /// A side is a strategy at a budget of one of the group's runs.
    struct Side: Hashable, Sendable {
        var role: LoopRole

        /// The last answer counts where none was accepted.
        var givesLast = false

        /// After the first round alone.
        var isFirst = false
    }

    /// - Returns: nil where the group has no such loop.
    private func contender(_ side: Side) -> Contender? {
        runs[side.role].map { run in
            Contender(
                run: run, strategy: Backprompt(givesLast: side.givesLast).name, budget: side.isFirst ? 1 : rounds)
        }
    }

    /// Computes the outcomes of one side, problem by problem.
    ///
    /// - Returns: nil where the group has no such loop.
    func outcomes(_ side: Side, after rounds: Int? = nil) async throws -> OutcomeColumn? {
        guard var contender = contender(side) else { return nil }
        if let rounds { contender.budget = rounds }
        return try await loaded.column(contender).column
    }

    /// Compares two sides with equal spending: the one that spends more is cut back.
    ///
    /// - Returns: nil where the group lacks a side, or the dearer one cannot be cut back so far.
    func compare(_ a: Side, _ b: Side, atEqual axis: Axis) async throws -> EqualComparison? {
        guard let a = contender(a), let b = contender(b) else { return nil }
        return try await compare(a, b, atEqual: axis)
    }

    /// Compares a side with a vote among plain samples at equal spending.
    ///
    /// - Returns: nil where the group lacks the loop or the samples, or one cannot be cut back so far.
    func compareWithVotes(_ a: Side, atEqual axis: Axis) async throws -> EqualComparison? {
        guard let a = contender(a), let plain else { return nil }
        let source = RunStrategy(run: plain, strategy: Majority().name)
        let votes = Contender(run: plain, strategy: Majority().name, budget: loaded.pools(of: source).poolSize)
        return try await compare(a, votes, atEqual: axis)
    }

    private func compare(_ a: Contender, _ b: Contender, atEqual axis: Axis) async throws -> EqualComparison? {
        let pair = try ContenderPair(a, try await loaded.column(a), b, try await loaded.column(b))
        do {
            let matched = try await MatchedPair(pair, on: axis, of: loaded)
            return EqualComparison(
                spending: matched.spending, rightA: mean(of: matched.rightA), rightB: mean(of: matched.rightB),
                differences: Rounding.differences(matched.chargedRightA, matched.rightB))
        } catch is ExperimentError {
            return nil
        }
    }

    /// Two sides that spend equally.
    struct EqualComparison: Sendable {
        let spending: EqualSpending
        let rightA: Double
        let rightB: Double

        /// Problem by problem, charged for the cut.
        let differences: [Double]
    }
}
