import WinnowBounds
public import WinnowCore
import WinnowDomains
import WinnowJSON
import WinnowRandom
import WinnowRuns
public import WinnowStore
import WinnowText

/// A user's program chooses one of a problem's candidates, of the whole pool and of random subsets of it, so that its rule
/// becomes a strategy with a budget.
///
/// Choices are kept as numbers that the program gives candidates: the budget for the chosen one, and its negative, at any
/// candidate, where the program chose none. What is kept is never asked again.
public struct ChoiceJudging: Sendable {
    private let tool: ExternalTool
    private let runs: [Stored<RunRecord>]
    private let store: Store
    private let draws: Int

    /// - Parameters:
    ///   - numbers: of runs; empty for all sampled runs.
    ///   - draws: random subsets of each budget below the pool's size.
    /// - Throws: ``ExperimentError`` when there is no such run, or the name is that of one of Winnow's own tools or
    ///   strategies.
    public init(_ tool: ExternalTool, runs numbers: [Int64], draws: Int, in store: Store) throws {
        guard (2...ChoiceSlots.mostDraws).contains(draws) else {
            throw ExperimentError(
                "\(draws) subsets cannot be drawn", hint: "give a number in 2...\(ChoiceSlots.mostDraws)")
        }
        try ToolReport.check(name: tool.name, in: store)
        (self.tool, self.draws, self.store) = (tool, draws, store)
        runs = try RunChoice.runs(numbers, in: store, allowing: [.ungraded])
    }

    /// Asks about every problem that the program has not chosen for yet.
    ///
    /// - Returns: a line for each run.
    /// - Throws: ``ExperimentError`` when the program does not work; `CancellationError`; what was chosen is kept.
    public func run(observe: @escaping WorkProgress.Observer) async throws -> String {
        let session = ToolSession(tool)
        var text = ""
        for run in runs { text += try await choose(run, asking: session, observe: observe) }
        return text
    }

    /// What came of a run.
    private struct Tally {
        var chosen = 0
        var none = 0
        var present = 0
        var failed = 0
        var failure: String?
    }

    private func choose(
        _ run: Stored<RunRecord>, asking session: ToolSession, observe: WorkProgress.Observer
    ) async throws -> String {
        let problems = try store.problems(in: run.record.problemSet)
        let symbols = try store.model(run.record.model).symbols
        let judges = try store.judges(of: run.id)
        // Another size of the pools is another question: of the same name, the newest one counts.
        let largest =
            try problems.map {
                try store.candidates(of: run.id, position: $0.record.position).count
            }.max() ?? 0
        let id = try store.findOrInsert(tool.record(choosingAmong: largest))
        var tally = Tally()
        for (index, problem) in problems.enumerated() {
            try Task.checkCancellation()
            let pool = try store.candidates(of: run.id, position: problem.record.position, judgedBy: judges)
            guard !pool.isEmpty else { continue }
            let known = try Set(store.scores(of: pool.map(\.candidateID), by: id).values.joined().map(\.repeat))
            let slots = ChoiceSlots(pool: pool.count, draws: draws, problem: problem.record.canonicalHash)
            let open = slots.all.filter { !known.contains($0.repeat) }
            tally.present += slots.all.count - open.count
            for start in stride(from: 0, to: open.count, by: tool.batch) {
                let part = Array(open[start..<min(start + tool.batch, open.count)])
                let requests = part.enumerated().map { place, slot in
                    request(place, slot, problem.record, slot.members.map { pool[$0] }, symbols)
                }
                let answers = try await session.answers(to: requests)
                var scores: [ScoreRecord] = []
                for (slot, answer) in zip(part, answers) {
                    guard let score = score(answer, slot, pool, &tally) else { continue }
                    scores.append(score)
                }
                try store.append(scores, by: id, ifKnown: .kept)
                if answers.count < requests.count { throw CancellationError() }
            }
            await observe(
                WorkProgress(
                    task: "asking \(tool.name)", done: Double(index + 1), total: Double(problems.count),
                    detail: "\(tally.chosen + tally.none) choices"))
        }
        return line(tally, of: run)
    }

    private func request(
        _ id: Int, _ slot: ChoiceSlots.Slot, _ problem: ProblemRecord, _ members: [Stored<CandidateEntry>],
        _ symbols: [String]
    ) -> ToolRequest {
        let candidates = members.map {
            ToolRequest.candidate($0.record, symbols, showingCompletion: tool.looksAtCompletions)
        }
        return ToolRequest(
            id: id, problem: problem.specification, prompt: problem.prompt, repeat: slot.repeat,
            candidates: candidates)
    }

    /// Makes what is stored of an answer; nil where the program failed or chose a sample that it was not shown.
    private func score(
        _ answer: ToolSession.Answer, _ slot: ChoiceSlots.Slot, _ pool: [Stored<CandidateEntry>], _ tally: inout Tally
    ) -> ScoreRecord? {
        func fail(_ reason: String) -> ScoreRecord? {
            tally.failed += 1
            tally.failure = tally.failure ?? reason
            return nil
        }
        switch answer {
        case .failure(let reason): return fail(reason)
        case .reply(let reply):
            guard reply.outcome != .error else { return fail("it says that it cannot choose") }
            let tokens = reply.tokens ?? 0
            guard let choice = reply.choice else {
                tally.none += 1
                return ScoreRecord(
                    candidate: pool[0].candidateID, repeat: slot.repeat, value: -Double(slot.budget), tokens: tokens)
            }
            let chosen = slot.members.first { pool[$0].record.candidate.sampleIndex == choice }
            guard let chosen else { return fail("it chose sample \(choice), which it was not shown") }
            tally.chosen += 1
            return ScoreRecord(
                candidate: pool[chosen].candidateID, repeat: slot.repeat, value: Double(slot.budget), tokens: tokens)
        }
    }

    private func line(_ tally: Tally, of run: Stored<RunRecord>) -> String {
        let title = "run \(run.id), \(tool.name): "
        guard tally.chosen + tally.none + tally.failed > 0 else {
            return title + "nothing new, \(tally.present) chosen before\n"
        }
        var parts = ["\(tally.chosen) chosen", "\(tally.none) without a choice"]
        if tally.present > 0 { parts.append("\(tally.present) chosen before") }
        if tally.failed > 0 { parts.append("\(tally.failed) not answered; the same command asks again") }
        var text = title + parts.joined(separator: ", ")
        if let failure = tally.failure { text += "; first failure: \(failure)" }
        return VisibleText.shown(text) + "\n"
    }
}

/// The slots are what is asked of a problem: the whole pool once, and random subsets of each power of two below its size.
struct ChoiceSlots {
    struct Slot: Hashable {
        var budget: Int

        /// The choice is stored under this number.
        var `repeat`: Int

        /// The places of the candidates that are shown, ascending.
        var members: [Int]
    }

    static let mostDraws = 256

    let all: [Slot]

    /// - Parameter problem: the hash of the canonical problem, which the subsets depend on.
    init(pool: Int, draws: Int, problem: String) {
        var slots: [Slot] = []
        var (budget, exponent) = (1, 0)
        while budget < pool {
            for draw in 0..<draws {
                var hash = StableHash("choices")
                hash.combine(problem)
                hash.combine(UInt64(budget))
                var random = CounterRandom(key: hash.value, stream: UInt64(draw))
                var places = Array(0..<pool)
                for place in 0..<budget { places.swapAt(place, place + random.below(pool - place)) }
                slots.append(
                    Slot(
                        budget: budget, repeat: exponent * Self.mostDraws + draw,
                        members: places.prefix(budget).sorted()))
            }
            (budget, exponent) = (2 * budget, exponent + 1)
        }
        slots.append(Slot(budget: pool, repeat: exponent * Self.mostDraws, members: Array(0..<pool)))
        all = slots
    }
}
