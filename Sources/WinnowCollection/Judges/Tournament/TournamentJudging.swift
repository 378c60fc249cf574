import WinnowBounds
public import WinnowCore
import WinnowDomains
public import WinnowEndpoint
import WinnowJSON
public import WinnowRuns
public import WinnowSelection
public import WinnowStore
import WinnowText

/// A judge compares the candidates of each problem, two or a few at a time, until a tournament has its winners: among the
/// first 2, 4, 8 … candidates and all, and among the further parts of these sizes.
///
/// Comparisons are stored as they are made, and never asked again: an interrupted or killed call is gone on with by the
/// same one. The winners are replayed from them; see `TournamentStrategy`.
public struct TournamentJudging: Sendable {
    /// The limits say how much is asked.
    public struct Limits: Sendable {
        /// At most so many questions are asked by this call; nil for no limit.
        public var calls: Int?

        /// At most so many parts of each size have a tournament; nil for all that the pool has.
        public var parts: Int?

        public init(calls: Int? = nil, parts: Int? = nil) {
            (self.calls, self.parts) = (calls, parts)
        }
    }

    /// The part of the problems that this process has judged.
    public var share = ShardShare.whole

    private let tournament: Tournament
    private let limits: Limits
    private let record: ToolRecord
    private let makeAsker: @Sendable () -> any Asker
    private let ledger: EndpointLedger?
    private let looksAtCompletions: Bool
    private let batch: Int
    private let workers: Int
    private let runs: [Stored<RunRecord>]
    private let store: Store

    /// Makes a tournament by a user's program, which is asked as one that chooses.
    ///
    /// - Parameter numbers: of runs; empty for all sampled runs.
    /// - Throws: ``ExperimentError`` when there is no such run, or for limits or a name that cannot be.
    public init(
        _ tournament: Tournament, by tool: ExternalTool, _ limits: Limits, runs numbers: [Int64], in store: Store
    ) throws {
        try Self.check(tournament, limits)
        try ToolReport.check(name: tool.name, in: store)
        (self.tournament, self.limits, self.store) = (tournament, limits, store)
        record = tool.record(of: tournament)
        makeAsker = { ToolSession(tool) }
        ledger = nil
        (looksAtCompletions, batch, workers) = (tool.looksAtCompletions, tool.batch, tool.workers)
        runs = try RunChoice.runs(numbers, in: store, allowing: [.ungraded])
    }

    /// Makes a tournament by a model behind an endpoint.
    ///
    /// - Parameter numbers: of runs; empty for all sampled runs.
    /// - Throws: ``ExperimentError`` for a template, limits, a name or numbers that cannot be.
    public init(
        _ tournament: Tournament, by client: EndpointClient, _ settings: ModelJudgement.Settings, _ limits: Limits,
        runs numbers: [Int64], in store: Store
    ) throws {
        try Self.check(tournament, limits)
        try ExternalTool.check(name: settings.name)
        try ToolReport.check(name: settings.name, in: store)
        guard (1...1024).contains(settings.concurrency) else {
            throw ExperimentError(
                "\(settings.concurrency) requests at a time cannot be made", hint: "give a number in 1...1024")
        }
        try EndpointPlan.check(settings.budget)
        let question = try ComparisonQuestion(template: settings.template)
        let ledger = EndpointLedger(settings.budget)
        (self.tournament, self.limits, self.store, self.ledger) = (tournament, limits, store, ledger)
        record = ToolRecord(
            kind: .scorer, name: settings.name, version: 1, sha256: question.sha256,
            parametersJSON: JSONValue.object([
                (
                    "origin",
                    .object(
                        [
                            ("judge", .string(client.endpoint.model)),
                            ("temperature", .number(settings.options.temperature)),
                        ] + JudgedTournament.parameters(of: tournament))
                )
            ]).json(.compact))
        let comparer = EndpointComparer(
            client: client, question: question, options: settings.options, ledger: ledger, seed: settings.seed)
        makeAsker = { comparer }
        (looksAtCompletions, batch, workers) = (true, 1, settings.concurrency)
        runs = try RunChoice.runs(numbers, in: store, allowing: [.ungraded])
    }

    private static func check(_ tournament: Tournament, _ limits: Limits) throws(ExperimentError) {
        guard (1...1000).contains(tournament.repeats) else {
            throw ExperimentError(
                "\(tournament.repeats) verifications cannot be made", hint: "give a number in 1...1000")
        }
        guard limits.calls ?? 1 > 0, limits.parts ?? 1 > 0 else {
            throw ExperimentError("a limit below 1 leaves nothing to ask", hint: "give positive numbers")
        }
    }

    /// Asks what has not been asked yet; a used-up budget, or the last of the calls, ends it without an error.
    ///
    /// - Returns: a line for each run.
    /// - Throws: ``ExperimentError`` when the judge does not work; `CancellationError`; what was said is kept.
    public func run(observe: @escaping WorkProgress.Observer) async throws -> String {
        let id = try store.findOrInsert(record)
        var left = limits.calls ?? .max
        var text = ""
        var isOutOfCalls = false
        for (cell, run) in runs.enumerated() where share.includes(cell: cell) {
            let desk = try ComparisonDesk(
                of: run, by: id, tournament, parts: limits.parts ?? .max, calls: left,
                looksAtCompletions: looksAtCompletions, batch: batch, share: share, in: store)
            try await play(run, desk, observe)
            let tally = await desk.tally
            left -= tally.asked + tally.failed
            isOutOfCalls = tally.isOutOfCalls
            text += line(tally, of: run)
            if tally.isStopped { break }
        }
        if let ledger {
            let (cost, isExhausted) = (await ledger.cost, await ledger.isExhausted)
            if cost > 0 { text += "cost \(cost)\n" }
            if isExhausted { text += "the budget is used up; raise it to go on with the same command\n" }
        }
        if isOutOfCalls { text += "the calls of --pairs are used up; the same command goes on with as many more\n" }
        return text
    }

    /// Asks round after round, the smallest parts of all problems first.
    private func play(
        _ run: Stored<RunRecord>, _ desk: ComparisonDesk, _ observe: @escaping WorkProgress.Observer
    ) async throws {
        let (makeAsker, workers) = (makeAsker, workers)
        let task = "asking \(record.name)"
        // A copy of the program serves all rounds.
        let bench = AskerBench(makeAsker)
        while try await desk.prepare() {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<workers {
                    group.addTask {
                        try await bench.work(at: desk) { asked, rest in
                            await observe(
                                WorkProgress(
                                    task: task, done: Double(asked), total: Double(asked + rest),
                                    detail: "\(asked) comparisons, \(rest) more in this round"))
                        }
                    }
                }
                try await group.waitForAll()
            }
            try Task.checkCancellation()
        }
    }

    private func line(_ tally: ComparisonDesk.Tally, of run: Stored<RunRecord>) -> String {
        let title = "run \(run.id), \(tournament.kind.rawValue)-\(record.name): "
        var parts: [String] = []
        if tally.asked + tally.failed == 0 {
            parts.append("nothing new, \(tally.present) comparisons before")
        } else {
            parts.append("\(tally.asked) comparisons")
            if tally.bias.tokens > 0 { parts.append("\(Int(tally.tokens)) tokens") }
            if tally.present > 0 { parts.append("\(tally.present) before") }
            if tally.failed > 0 { parts.append("\(tally.failed) not answered; the same command asks again") }
        }
        if tally.bias.none > 0 { parts.append("\(tally.bias.none) without a choice") }
        if let bias = BiasText.text(tally.bias) { parts.append(bias) }
        var text = title + parts.joined(separator: ", ")
        if let failure = tally.failure { text += "; first failure: \(failure)" }
        return VisibleText.shown(text) + "\n"
    }
}

/// What is said of position bias in a line.
enum BiasText {
    /// - Returns: nil where nothing was asked in both orders.
    static func text(_ bias: PositionBias) -> String? {
        guard bias.both > 0 else { return nil }
        func share(_ count: Int) -> String {
            let tenths = (1000 * Double(count) / Double(bias.both)).rounded()
            return "\(tenths / 10) %"
        }
        return "of \(bias.both) questions in both orders \(share(bias.consistent)) chose the same, "
            + "\(share(bias.first)) whoever came first, \(share(bias.last)) whoever came last"
    }
}

/// A bench keeps idle askers from round to round: starting one may mean to load a model.
private actor AskerBench {
    private let make: @Sendable () -> any Asker
    private var idle: [AskerSeat] = []

    init(_ make: @escaping @Sendable () -> any Asker) { self.make = make }

    private func take() -> AskerSeat { idle.popLast() ?? AskerSeat(make) }

    private func giveBack(_ seat: AskerSeat) { idle.append(seat) }

    nonisolated func work(
        at desk: ComparisonDesk, observe: @Sendable (_ asked: Int, _ rest: Int) async -> Void
    ) async throws {
        let seat = await take()
        while !Task.isCancelled {
            let questions = try await desk.next()
            guard !questions.isEmpty else { break }
            let answers = try await seat.answers(to: questions.map(\.request))
            try await desk.add(questions, answers)
            let (asked, rest) = await desk.progress
            await observe(asked, rest)
        }
        await giveBack(seat)
    }
}

/// A seat has one asker, which is made when it is first asked, and used by one task at a time.
private actor AskerSeat {
    private let make: @Sendable () -> any Asker
    private var asker: (any Asker)?

    init(_ make: @escaping @Sendable () -> any Asker) { self.make = make }

    func answers(to requests: [ToolRequest]) async throws -> [ToolSession.Answer] {
        let asking = asker ?? make()
        asker = asking
        return try await asking.answers(to: requests)
    }
}
