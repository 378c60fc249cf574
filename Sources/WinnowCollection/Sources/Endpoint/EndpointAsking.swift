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
    let ledger: EndpointLedger
    let tally: EndpointTally
    let collecting: RunCollector

    /// Asks for the candidates of a job and hands each answer to the recorder.
    ///
    /// - Returns: false when the budget is used up.
    func perform(_ job: EndpointWork.Job) async throws -> Bool {
        let record = problems.list.records[job.place]
        let messages = plan.template.messages(
            problem: record.specification, prompt: record.prompt, behind: problems.earlier[job.place],
            of: problems.domain, client.endpoint.kind)
        let promptBytes = messages.reduce(0) { $0 + $1.content.utf8.count + Self.bytesAroundMessage }
        var vote = job.vote
        var missing = job.missing[...]
        while !missing.isEmpty, vote?.hasStopped != true, !Task.isCancelled {
            if await tally.isAside(job.place) {
                await tally.skipAside(job.place, missing.count)
                await collecting.skip(missing.count)
                return true
            }
            let indices = missing.prefix(min(plan.perRequest, await tally.mostPerRequest))
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
                guard let error = error as? EndpointError, [.request, .unavailable].contains(error.kind) else {
                    throw error
                }
                if error.kind == .unavailable {
                    // The fault may be the problem's: it is set aside, and the others are asked.
                    guard await tally.setAside(job.place, missing.count, error, of: plan.concurrency) else {
                        throw error
                    }
                    await collecting.skip(missing.count)
                    return true
                }
                if indices.count > 1 {
                    // Some servers take fewer completions a request, or one.
                    await tally.lower(to: max(1, indices.count / 2))
                    continue
                }
                await tally.refuse(indices.count, error)
                await collecting.skip(indices.count)
                missing.removeFirst(indices.count)
                continue
            }
            await tally.note(answer, asked: indices.count, plan.options)
            await ledger.settle(worst, spent: spent(answer, worst))
            // A server may answer with fewer choices than were asked for, or with more.
            let drawn = zip(indices, answer.choices).map { index, choice in
                RunCollector.Drawn(
                    place: job.place, sampleIndex: index,
                    completion: SampledCompletion(choice, promptTokens: answer.promptTokens))
            }
            let detail = await tally.add(answer, taken: drawn.count, cost: await ledger.cost)
            let candidates = try await collecting.add(drawn, detail: detail)
            missing.removeFirst(drawn.count)
            for candidate in candidates { _ = vote?.add(candidate.judgements.first?.reading?.answerKey) }
        }
        if vote?.hasStopped == true {
            await tally.noteStop(skipped: missing.count)
            await collecting.skip(missing.count)
        }
        return true
    }

    /// The most that a chat's template adds to a message, in tokens.
    private static let bytesAroundMessage = 16

    /// Says what an answer cost; where the server does not say, the worst that it can have been.
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

extension SampledCompletion {
    /// Makes the completion of a server's choice.
    fileprivate init(_ choice: EndpointAnswer.Choice, promptTokens: Int?) {
        self.init(
            content: .text(choice.text), logProbability: choice.logProbability, promptTokens: promptTokens,
            completionTokens: choice.tokens,
            stopReason: choice.finishReason.map { $0 == "stop" ? "end" : $0 } ?? CandidateRecord.unknownStop)
    }
}
