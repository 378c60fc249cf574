public import WinnowCore
import WinnowDomains
public import WinnowRuns
public import WinnowStore
import WinnowText

/// Runs that are verified or scored by a user's program.
public struct ExternalJudgement: Sendable {
    private let tool: ExternalTool
    private let runs: [Stored<RunRecord>]
    private let store: Store
    private let repeats: Int

    /// The part of the candidates that this process has judged.
    public var share = ShardShare.whole

    /// - Parameters:
    ///   - numbers: of runs; empty for all sampled runs.
    ///   - repeats: how often each candidate is judged.
    /// - Throws: ``ExperimentError`` when there is no such run, or the name is that of one of Winnow's own tools.
    public init(_ tool: ExternalTool, runs numbers: [Int64], repeats: Int, in store: Store) throws {
        guard (1...10_000).contains(repeats) else {
            throw ExperimentError("\(repeats) verifications cannot be made", hint: "give a number in 1...10000")
        }
        try ToolReport.check(name: tool.name, in: store)
        self.tool = tool
        self.repeats = repeats
        self.store = store
        let runs = try RunChoice.runs(numbers, in: store, allowing: [.greedy, .stopped, .ungraded])
        self.runs =
            try tool.question == .firstError ? Self.texts(of: runs, areNamed: !numbers.isEmpty, store) : runs
    }

    /// Finds the runs whose candidates are texts: the traces of tokens have no paragraphs, and validators of their own.
    private static func texts(
        of runs: [Stored<RunRecord>], areNamed: Bool, _ store: Store
    ) throws -> [Stored<RunRecord>] {
        let texts = try runs.filter { try store.model($0.record.model).symbols.isEmpty }
        if let other = runs.first(where: { run in !texts.contains { $0.id == run.id } }), areNamed || texts.isEmpty {
            throw ExperimentError(
                "the candidates of run \(other.id) are no texts whose paragraphs are steps",
                hint: "name an imported run with --run, such as one of ProcessBench")
        }
        return texts
    }

    /// Asks about everything that the program has not judged yet.
    ///
    /// - Returns: a line for each run.
    /// - Throws: ``ExperimentError`` when the program does not work; `CancellationError`; what was judged is kept.
    public func run(observe: @escaping WorkProgress.Observer) async throws -> String {
        let id = try store.findOrInsert(tool.record)
        guard let stored = try store.tools().first(where: { $0.id == id }) else { return "" }
        var text = ""
        for (cell, run) in runs.enumerated() where share.includes(cell: cell) {
            let judging = ToolJudging(
                store: store, run: run, tool: stored, looksAtCompletions: tool.looksAtCompletions, repeats: repeats,
                batch: tool.batch, workers: tool.workers, share: share, question: tool.question)
            let tally = try await judging.judge(asking: { [tool] in ToolSession(tool) }, observe: observe)
            text += ToolReport.line(tally, of: run, stored.record)
        }
        return text
    }
}

/// The report is what a user reads of a tool from outside.
enum ToolReport {
    /// Refuses the names of the domains' own tools, whose verdicts would be mixed up with it.
    static func check(name: String, in store: Store) throws {
        let own = Domains.all.flatMap { domain in
            ToolRecord.Kind.allCases.map { "\(domain.name)-\($0.rawValue)" } + domain.partialVerifiers.map(\.name)
        }
        guard !own.contains(name), name != "dial" else {
            throw ExperimentError("\"\(name)\" is the name of a tool of Winnow's own", hint: "give another --name")
        }
        guard name != FirstError.labels else {
            throw ExperimentError(
                "\"\(name)\" is what the labels of a file's steps are called", hint: "give another --name")
        }
    }

    static func line(_ tally: ToolTally, of run: Stored<RunRecord>, _ tool: ToolRecord) -> String {
        let title = "run \(run.id), \(tool.name): "
        let new = tally.accepted + tally.rejected + tally.undecided
        guard new > 0 else { return title + "nothing new, \(tally.present) judged before\n" }
        var parts: [String]
        if tool.kind == .scorer {
            parts = ["\(tally.accepted) scored"]
            if tally.undecided > 0 { parts.append("\(tally.undecided) not scored; the same command asks again") }
        } else {
            parts = [
                "\(tally.accepted) accepted", "\(tally.rejected) rejected", "\(tally.undecided) undecided (error)",
            ]
        }
        parts.append("\(tally.asked + tally.failed) asked and \(tally.copied) as equal candidates")
        if tally.tokens > 0 { parts.append("\(tally.tokens) tokens") }
        if tally.present > 0 { parts.append("\(tally.present) judged before") }
        var line = title + parts.joined(separator: ", ")
        if let failure = tally.failure { line += "; first failure: \(failure)" }
        return VisibleText.shown(line) + "\n"
    }
}
