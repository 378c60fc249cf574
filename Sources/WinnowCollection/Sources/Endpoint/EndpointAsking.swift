import WinnowEndpoint
import WinnowMessages
import WinnowRandom
import WinnowSelection
import WinnowStore

/// Asks a server for the candidates of one problem after the other.
struct EndpointAsking: Sendable {
    let exchange: EndpointExchange
    let plan: EndpointPlan
    let problems: EndpointProblems
    let collecting: RunCollector

    private var tally: EndpointTally { exchange.tally }

    init(_ exchange: EndpointExchange, _ plan: EndpointPlan, _ problems: EndpointProblems, _ collecting: RunCollector) {
        (self.exchange, self.plan, self.problems, self.collecting) = (exchange, plan, problems, collecting)
    }

    /// Asks for the candidates of a job and hands each answer to the recorder.
    ///
    /// - Returns: false when the budget is used up.
    func perform(_ job: EndpointWork.Job) async throws -> Bool {
        let record = problems.list.records[job.place]
        let messages = problems.messages(at: job.place, plan.template, exchange.client.endpoint.kind)
        var vote = job.vote
        var missing = job.missing[...]
        while !missing.isEmpty, vote?.hasStopped != true, !Task.isCancelled {
            if await tally.isAside(job.place) {
                await tally.skipAside(job.place, missing.count)
                await collecting.skip(missing.count)
                return true
            }
            let indices = missing.prefix(min(plan.perRequest, await tally.mostPerRequest))
            let result = try await exchange.send(
                messages, count: indices.count, seed: plan.seed(of: record, stream: missing[missing.startIndex]),
                for: job.place, missing: missing.count)
            switch result {
            case .exhausted: return false
            case .setAside:
                await collecting.skip(missing.count)
                return true
            case .fewer: continue
            case .refused:
                await collecting.skip(indices.count)
                missing.removeFirst(indices.count)
            case .answer(let answer):
                // A server may answer with fewer choices than were asked for, or with more.
                let drawn = zip(indices, answer.choices).map { index, choice in
                    RunCollector.Drawn(
                        place: job.place, sampleIndex: index,
                        completion: SampledCompletion(
                            choice, promptTokens: answer.promptTokens,
                            server: plan.options.alternatives == nil ? nil : exchange.server))
                }
                let detail = await tally.add(answer, taken: drawn.count, cost: await exchange.ledger.cost)
                let candidates = try await collecting.add(drawn, detail: detail)
                missing.removeFirst(drawn.count)
                for candidate in candidates { _ = vote?.add(candidate.judgements.first?.reading?.answerKey) }
            }
        }
        if vote?.hasStopped == true {
            await tally.noteStop(skipped: missing.count)
            await collecting.skip(missing.count)
        }
        return true
    }
}

extension EndpointPlan {
    /// A function of the run's seed, the problem and the stream, which is the first candidate that is asked for.
    func seed(of problem: ProblemRecord, stream: Int) -> UInt32 {
        var random = CounterRandom(
            key: CandidateKey.key(seed: seed, specification: problem.canonicalHash), stream: UInt64(stream))
        return UInt32(truncatingIfNeeded: random.next())
    }
}

extension EndpointProblems {
    /// Makes what a server is asked first about a problem.
    func messages(
        at place: Int, _ template: PromptTemplate, _ kind: Endpoint.Kind
    ) -> [EndpointRequest.Message] {
        let record = list.records[place]
        return template.messages(
            problem: record.specification, prompt: record.prompt, behind: earlier[place], of: domain, kind)
    }
}

extension ConfidenceRecord {
    /// Makes what is stored of the alternatives to each token.
    init(_ alternatives: TokenAlternatives, server: String) {
        self.init(
            logProbabilities: alternatives.logProbabilities, entropies: alternatives.entropies,
            bestMeans: alternatives.bestMeans, best: alternatives.best, server: server)
    }
}

extension SampledCompletion {
    /// Makes the completion of a server's choice.
    ///
    /// - Parameter server: is stored with what it says of each token; nil where that is not asked for.
    init(_ choice: EndpointAnswer.Choice, promptTokens: Int?, server: String? = nil) {
        self.init(
            content: .text(choice.text), logProbability: choice.logProbability, promptTokens: promptTokens,
            completionTokens: choice.tokens,
            stopReason: choice.finishReason.map { $0 == "stop" ? "end" : $0 } ?? CandidateRecord.unknownStop,
            confidence: server.flatMap { server in
                choice.alternatives.map { ConfidenceRecord($0, server: server) }
            })
    }
}
