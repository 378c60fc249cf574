public import WinnowCore
import WinnowSelection

/// A strategy of a run, as typed: `RUN:STRATEGY`.
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

    /// Nil when the text has another form.
    ///
    /// - Throws: ``ExperimentError`` when it names an unknown strategy.
    fileprivate init?(_ text: some StringProtocol) throws(ExperimentError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let run = Int64(parts[0]), !parts[1].isEmpty else { return nil }
        guard Strategies.named(String(parts[1])) != nil else {
            guard !parts[1].contains("@") else { return nil }
            throw ExperimentError("there is no strategy \"\(parts[1])\"", hint: "see `winnow list strategies`")
        }
        self.init(run: run, strategy: String(parts[1]))
    }

    public var description: String { "\(run):\(strategy)" }
}

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
        // The names of scorers of other models have an @ too, such as orm@weak.
        guard let mark = text.lastIndex(of: "@"), let budget = Int(text[text.index(after: mark)...]), budget > 0,
            let source = try RunStrategy(text[..<mark])
        else {
            throw ExperimentError("\"\(text)\" is not RUN:STRATEGY@K", hint: "write for example 3:majority@16")
        }
        self.init(run: source.run, strategy: source.strategy, budget: budget)
    }

    /// The contender without its budget.
    var source: RunStrategy { RunStrategy(run: run, strategy: strategy) }

    public var description: String { "\(source)@\(budget)" }
}
