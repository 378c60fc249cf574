import WinnowCore
import WinnowDomains
import WinnowEndpoint
import WinnowJSON
import WinnowRuns
import WinnowStore

/// A server answers the asks of a round, several at a time.
struct EndpointRounds: RoundAnswering {
    let exchange: EndpointExchange
    let plan: EndpointPlan
    let problems: EndpointProblems
    let feedback: FeedbackTemplate
    let history: PromptHistory

    func answer(
        _ asks: [RoundAsk], _ take: @escaping @Sendable ([RoundAnswer]) async throws -> Void
    ) async throws {
        let queue = AskQueue(asks)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<plan.concurrency {
                group.addTask {
                    while !Task.isCancelled, let ask = await queue.next() {
                        guard try await perform(ask, take) else { return await queue.close() }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// - Returns: false when the budget is used up.
    private func perform(
        _ ask: RoundAsk, _ take: @Sendable ([RoundAnswer]) async throws -> Void
    ) async throws -> Bool {
        if await exchange.tally.isAside(ask.place) { return true }
        let messages = messages(of: ask)
        let seed = plan.seed(
            of: problems.list.records[ask.place], stream: RoundStream.index(episode: ask.episode, round: ask.round))
        switch try await exchange.send(messages, count: 1, seed: seed, for: ask.place, missing: 1) {
        case .exhausted: return false
        case .setAside, .refused, .fewer: return true
        case .answer(let answer):
            guard let choice = answer.choices.first else { return true }
            let detail = await exchange.tally.add(answer, taken: 1, cost: await exchange.ledger.cost)
            try await take([
                RoundAnswer(
                    ask: ask, completion: SampledCompletion(choice, promptTokens: answer.promptTokens),
                    prompt: PromptRecord(
                        messagesJSON: JSONValue.array(messages.map(\.json)).json(.compact),
                        critiquesJSON: CritiqueText.json(ask.told.last ?? [])), detail: detail)
            ])
            return true
        }
    }

    /// Makes the conversation that an ask is, as far as the history shows it.
    func messages(of ask: RoundAsk) -> [EndpointRequest.Message] {
        var messages = problems.messages(at: ask.place, plan.template, exchange.client.endpoint.kind)
        guard let last = ask.turns.indices.last else { return messages }
        switch history {
        case .none:
            // The same prompt again, unless there is something to tell.
            if !ask.told[last].isEmpty {
                messages[messages.count - 1].content += "\n\n" + text(of: ask, last)
            }
        case .last, .all:
            for turn in history == .last ? last...last : 0...last {
                messages += [
                    EndpointRequest.Message(role: "assistant", content: ask.turns[turn].text ?? ""),
                    EndpointRequest.Message(role: "user", content: text(of: ask, turn)),
                ]
            }
        }
        return messages
    }

    private func text(of ask: RoundAsk, _ turn: Int) -> String {
        let record = problems.list.records[ask.place]
        return feedback.text(
            ask.told[turn], previous: ask.turns[turn].answer, problem: record.specification, prompt: record.prompt,
            examples: plan.template.examplesText(
                problem: record.specification, prompt: record.prompt, of: problems.domain),
            of: problems.domain)
    }
}

extension EndpointRequest.Message {
    /// The message as a prompt's row has it.
    fileprivate var json: JSONValue { .object([("role", .string(role)), ("content", .string(content))]) }
}

/// The asks of a round that are still to be sent.
private actor AskQueue {
    private var asks: ArraySlice<RoundAsk>

    init(_ asks: [RoundAsk]) { self.asks = asks[...] }

    func next() -> RoundAsk? { asks.popFirst() }

    /// Sends no more of them.
    func close() { asks = [] }
}
