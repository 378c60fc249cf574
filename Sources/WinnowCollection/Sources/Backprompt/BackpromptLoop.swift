import WinnowCore
import WinnowRuns
public import WinnowStore

/// The loop generates, criticises and generates again, round by round: all live episodes' next answers are one batch.
struct BackpromptLoop: Sendable {
    let plan: LoopPlan
    let controller: any CritiqueTelling
    let answering: any RoundAnswering

    /// Makes the rounds that the store lacks.
    ///
    /// - Throws: `CancellationError` when cancelled; what was answered before is kept.
    func run(_ collecting: RunCollector, _ book: EpisodeBook) async throws {
        await collecting.expect(await book.pending)
        for round in 0..<plan.rounds {
            try Task.checkCancellation()
            if round > 0, plan.critique == .shuffled, await !book.firsts.areAll(plan.episodes) {
                // Whose critique is shuffled in must not depend on what a server left out.
                return
            }
            let asks = await book.asks(round: round, by: controller)
            guard !asks.isEmpty else { continue }
            try await answering.answer(asks) { answers in
                let calls = answers.map { Self.call($0, for: collecting.registered.problems[$0.ask.place]) }
                let collected = try await collecting.add(
                    answers.map(Self.drawn), calls: calls, detail: answers.last?.detail)
                await collecting.skip(await book.take(answers, collected))
            }
        }
        try Task.checkCancellation()
    }

    private static func drawn(_ answer: RoundAnswer) -> RunCollector.Drawn {
        let ask = answer.ask
        return RunCollector.Drawn(
            place: ask.place, sampleIndex: ask.episode, round: ask.round, revises: ask.round == 0 ? nil : ask.round - 1,
            completion: answer.completion, prompt: answer.prompt)
    }

    /// The row of the ledger: one call with its whole prompt, and the operations of what was read anew and written.
    private static func call(_ answer: RoundAnswer, for problem: RowID<ProblemRecord>) -> CallRecord {
        let completion = answer.completion
        let written =
            switch completion.content {
            case .tokens(let tokens): tokens.count
            case .text: completion.completionTokens ?? 0
            }
        return CallRecord(
            problem: problem, sampleIndex: answer.ask.episode, round: answer.ask.round, purpose: .generate, calls: 1,
            tokensIn: completion.promptTokens ?? 0, tokensOut: written, flops: answer.promptFlops + completion.flops)
    }
}

/// A loop's source makes answers in rounds.
public protocol LoopSource: CandidateSource where Outcome == BackpromptOutcome {}

extension BackpromptSource: LoopSource {}
extension EndpointBackprompt: LoopSource {}

/// The outcome of a loop: its run, and how its episodes ended.
public struct BackpromptOutcome: Hashable, Sendable {
    public var run: RowID<RunRecord>
    public var title: String
    public var problems: Int
    public var episodes: Int
    public var rounds: Int
    public var accepted: Int

    /// Episodes without an accepted answer in all rounds.
    public var usedUp: Int

    /// What else there is to say, a line each.
    public var notes: [String] = []

    /// True where critiques were asked for, and no model was there to read them.
    var isResampling = false

    /// What there is to say, in sentences.
    public var lines: [String] {
        let all = problems * episodes
        let open = all - accepted - usedUp
        var lines = [
            "Run \(run): \(all) episodes of \(problems) problems, at most \(rounds) rounds each: \(accepted) ended with an "
                + "accepted answer, \(usedUp) used up their rounds" + (open > 0 ? ", \(open) are not finished." : ".")
        ]
        if isResampling {
            lines.append(
                "Without a reviser, later rounds repeat the generator's own prompt: no critique reaches the model, and every "
                    + "critique arm equals resampling.")
        }
        return lines + notes
    }
}
