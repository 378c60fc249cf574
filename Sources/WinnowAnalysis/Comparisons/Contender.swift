public import WinnowCore
import WinnowSelection
import WinnowStore

/// A strategy of a run stands as typed: `RUN:STRATEGY`.
public struct RunStrategy: Hashable, Sendable, CustomStringConvertible {
    public var run: Int64
    public var strategy: String

    public init(run: Int64, strategy: String) {
        self.run = run
        self.strategy = strategy
    }

    /// - Throws: ``ExperimentError`` when the text has another form or names an unknown strategy.
    public init(parsing text: String) throws(ExperimentError) {
        guard let source = try Self(text) else {
            throw ExperimentError("\"\(text)\" is not RUN:STRATEGY", hint: "write for example 3:majority")
        }
        self = source
    }

    /// It is nil when the text has another form.
    ///
    /// - Throws: ``ExperimentError`` when it names an unknown strategy.
    fileprivate init?(_ text: some StringProtocol) throws(ExperimentError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let run = Int64(parts[0]), !parts[1].isEmpty else { return nil }
        guard Strategies.named(String(parts[1])) != nil else {
            guard !parts[1].contains("@") else { return nil }
            let known = (Strategies.all + Strategies.byRounds).map(\.name)
            // It may be a program's choice, which the run alone knows.
            guard ExperimentError.suggestion(for: String(parts[1]), among: known) != nil else {
                self.init(run: run, strategy: String(parts[1]))
                return
            }
            throw ExperimentError.unknown(
                "strategy", String(parts[1]), among: known,
                hint: "see `winnow list strategies`")
        }
        self.init(run: run, strategy: String(parts[1]))
    }

    public var description: String { "\(run):\(strategy)" }
}

/// A contender is a strategy at a budget of a run, as typed: `RUN:STRATEGY@K`.
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
        // The names of scorers of other models have an @ too, such as orm@weak.
        guard let mark = text.lastIndex(of: "@"), let budget = Int(text[text.index(after: mark)...]), budget > 0,
            let source = try RunStrategy(text[..<mark])
        else {
            throw ExperimentError("\"\(text)\" is not RUN:STRATEGY@K", hint: "write for example 3:majority@16")
        }
        self.init(run: source.run, strategy: source.strategy, budget: budget)
    }

    /// The source is the contender without its budget.
    var source: RunStrategy { RunStrategy(run: run, strategy: strategy) }

    public var description: String { "\(source)@\(budget)" }
}

/// A pair has two contenders on the problems that both have.
struct ContenderPair: Sendable {
    let a: Contender
    let b: Contender
    let problems: CommonProblems
    /// The common problems, as the first has them.
    let common: [Stored<ProblemRecord>]
    /// There is one outcome per common problem.
    let outcomesA: [Outcome]
    let outcomesB: [Outcome]

    /// - Throws: ``ExperimentError`` when they have no problem in common.
    init(
        _ a: Contender, _ columnA: StrategyOutcomes, _ b: Contender, _ columnB: StrategyOutcomes
    ) throws(ExperimentError) {
        self.a = a
        self.b = b
        problems = try CommonProblems(columnA.problems, columnB.problems, names: (a, b))
        common = problems.positionsA.map { columnA.problems[$0] }
        outcomesA = problems.positionsA.map { columnA.column[$0] }
        outcomesB = problems.positionsB.map { columnB.column[$0] }
    }
}

/// Two lists have these problems in common, by the problem's hash, in the order of the first.
struct CommonProblems: Sendable {
    /// Each common problem is at these places of the first and of the second list.
    let positionsA: [Int]
    let positionsB: [Int]

    /// Only one list has so many problems.
    let onlyA: Int
    let onlyB: Int

    /// - Parameter names: of whose the problems are, for the message.
    /// - Throws: ``ExperimentError`` when there is none.
    init(
        _ a: [Stored<ProblemRecord>], _ b: [Stored<ProblemRecord>],
        names: (some CustomStringConvertible, some CustomStringConvertible)
    ) throws(ExperimentError) {
        if a.map(\.id) == b.map(\.id), !a.isEmpty {
            (positionsA, positionsB) = (Array(a.indices), Array(b.indices))
            (onlyA, onlyB) = (0, 0)
            return
        }
        let positions = Dictionary(b.enumerated().map { ($1.record.canonicalHash, $0) }) { first, _ in first }
        let pairs = a.enumerated().compactMap { index, problem in
            positions[problem.record.canonicalHash].map { (index, $0) }
        }
        guard !pairs.isEmpty else {
            throw ExperimentError(
                "\(names.0) and \(names.1) have no problem in common, so they cannot be paired",
                hint: "compare runs on the same problem set")
        }
        positionsA = pairs.map(\.0)
        positionsB = pairs.map(\.1)
        onlyA = a.count - pairs.count
        onlyB = b.count - pairs.count
    }
}
