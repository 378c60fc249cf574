import WinnowBounds
import WinnowEndpoint
import WinnowRandom
import WinnowSelection
import WinnowStore

/// Asks a server for the candidates of one problem after the other.
struct EndpointAsking: Sendable {
    let client: EndpointClient
    let plan: EndpointPlan
    let problems: EndpointProblems
    let reader: any EndpointReader
    let registration: EndpointRegistration
    let ledger: EndpointLedger
    let recorder: EndpointRecorder

    /// Asks for the candidates of a job and hands each answer to the recorder.
    ///
    /// - Returns: false when the budget is used up.
    func perform(_ job: EndpointWork.Job) async throws -> Bool {
        let record = problems.records[job.place]
        let messages = plan.template.messages(
            problem: record.specification, prompt: record.prompt, of: problems.domain, client.endpoint.kind)
        let promptBytes = messages.reduce(0) { $0 + $1.content.utf8.count + Self.bytesAroundMessage }
        var vote = job.vote
        var missing = job.missing[...]
        while !missing.isEmpty, vote?.hasStopped != true, !Task.isCancelled {
            let indices = missing.prefix(plan.perRequest)
            // No token is shorter than a byte.
            let worst = EndpointLedger.Amount(
                promptTokens: promptBytes, completionTokens: indices.count.multipliedClamped(by: plan.options.maxTokens)
            )
            guard await ledger.reserve(worst) else { return false }
            let request = EndpointRequest(
                messages, options: plan.options, count: indices.count,
                seed: seed(record, firstIndex: missing[missing.startIndex]))
            let answer: EndpointAnswer
            do {
                answer = try await client.answer(request)
            } catch {
                await ledger.settle(worst, spent: EndpointLedger.Amount(promptTokens: 0, completionTokens: 0))
                guard let error = error as? EndpointError, error.kind == .request else { throw error }
                await recorder.refuse(indices.count, error)
                missing.removeFirst(indices.count)
                continue
            }
            await ledger.settle(worst, spent: spent(answer, worst))
            let entries = zip(indices, answer.choices).map { index, choice in
                reader.entry(
                    choice, ofProblemAt: job.place, row: registration.problems[job.place], sampleIndex: index,
                    promptTokens: answer.promptTokens)
            }
            try await recorder.add(entries, answer, cost: await ledger.cost)
            missing.removeFirst(entries.count)
            for entry in entries { _ = vote?.add(entry.judgements.reading?.answerKey) }
        }
        if vote?.hasStopped == true { await recorder.noteStop(skipped: missing.count) }
        return true
    }

    /// The most that a chat's template adds to a message, in tokens.
    private static let bytesAroundMessage = 16

    /// What an answer cost; where the server does not say, the worst that it can have been.
    private func spent(_ answer: EndpointAnswer, _ worst: EndpointLedger.Amount) -> EndpointLedger.Amount {
        let counted = answer.choices.compactMap(\.tokens)
        let completion =
            answer.completionTokens
            ?? (counted.count == answer.choices.count ? counted.sumClamped() : worst.completionTokens)
        return EndpointLedger.Amount(
            promptTokens: answer.promptTokens ?? worst.promptTokens, completionTokens: completion)
    }

    /// A function of the run's seed, the problem and the first candidate that is asked for.
    private func seed(_ problem: ProblemRecord, firstIndex: Int) -> UInt32 {
        var random = CounterRandom(
            key: CandidateKey.key(seed: plan.seed, specification: problem.canonicalHash), stream: UInt64(firstIndex))
        return UInt32(truncatingIfNeeded: random.next())
    }
}
