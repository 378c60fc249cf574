import WinnowEndpoint

/// A probe asks a server the same thing twice, to see what it heeds of what it is asked for: several completions, the
/// seed, and log-probabilities.
struct EndpointProbe {
    private let client: EndpointClient
    private let options: EndpointRequest.Options

    /// Short answers are enough.
    private static let tokens = 16

    init(_ client: EndpointClient, _ options: EndpointRequest.Options) {
        self.client = client
        var options = options
        (options.temperature, options.topP, options.maxTokens) = (1, 1, min(options.maxTokens, Self.tokens))
        options.logProbabilities = true
        self.options = options
    }

    /// Asks two or three requests of a problem, whose answers are not stored.
    ///
    /// - Returns: what the server does, a few words each.
    /// - Throws: `EndpointError` when the server does not answer at all.
    func findings(asking messages: [EndpointRequest.Message]) async throws -> [String] {
        var findings: [String] = []
        var request = EndpointRequest(messages, options: options, count: 2, seed: 20)
        let first: EndpointAnswer
        do {
            first = try await client.answer(request)
            findings.append("n \(first.choices.count == 2 ? "is" : "is not") honoured")
        } catch let error as EndpointError where error.kind == .request {
            request.count = 1
            request.options.logProbabilities = false
            first = try await client.answer(request)
            findings.append("n or log-probabilities are refused")
        }
        let second = try await client.answer(request)
        let texts = [first, second].map { $0.choices.map(\.text) }
        if texts[0] != texts[1] {
            findings.append("the seed is not honoured")
        } else if Set(texts[0]).count > 1 {
            findings.append("the seed is honoured")
        } else {
            findings.append("whether the seed is honoured cannot be told, as all answers are alike")
        }
        if request.options.logProbabilities {
            let isGiven = first.choices.contains { $0.logProbability != nil || $0.hasOddLogProbability }
            findings.append("log-probabilities are \(isGiven ? "given" : "not given")")
        }
        return findings
    }
}
