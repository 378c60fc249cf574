import WinnowCore
import WinnowDomains
import WinnowEndpoint
import WinnowJSON
import WinnowRandom

/// A model behind an endpoint that is asked which of some candidates is best.
struct EndpointComparer: Asker {
    let client: EndpointClient
    let question: ComparisonQuestion
    let options: EndpointRequest.Options
    let ledger: EndpointLedger
    let seed: UInt64

    func answers(to requests: [ToolRequest]) async throws -> [ToolSession.Answer] {
        var answers: [ToolSession.Answer] = []
        for request in requests where !Task.isCancelled {
            let messages = [EndpointRequest.Message(role: "user", content: question.text(request))]
            let worst = EndpointLedger.Amount(
                promptTokens: messages[0].content.utf8.count, completionTokens: options.maxTokens)
            guard await ledger.reserve(worst) else { break }
            do {
                let answer = try await client.answer(
                    EndpointRequest(messages, options: options, seed: seed(of: request)))
                let spent = EndpointLedger.Amount(
                    promptTokens: answer.promptTokens ?? worst.promptTokens,
                    completionTokens: answer.completionTokens ?? worst.completionTokens)
                await ledger.settle(worst, spent: spent)
                var reply = ToolReply(tokens: spent.tokens)
                reply.hasChoice = true
                reply.choice = question.choice(in: answer.choices[0].text, of: request)
                answers.append(.reply(reply))
            } catch {
                await ledger.settle(worst, spent: EndpointLedger.Amount(promptTokens: 0, completionTokens: 0))
                // What was answered before is kept.
                guard !(error is CancellationError) else { break }
                guard let error = error as? EndpointError, error.kind == .request else { throw error }
                answers.append(.failure(error.what))
            }
        }
        return answers
    }

    /// Makes a function of the seed, what is shown in which order, and the repeat.
    private func seed(of request: ToolRequest) -> UInt32 {
        var content = request
        content.id = 0
        var key = CandidateKey.key(seed: seed, specification: content.line(following: 0))
        key ^= key >> 32
        return UInt32(truncatingIfNeeded: key)
    }
}

/// A comparison's question is how a model is shown some candidates, and how its reply is read.
struct ComparisonQuestion: Sendable {
    private let template: TextTemplate

    private static let places: Set = ["problem", "prompt", "candidates"]

    /// - Parameter path: of the template.
    init(template path: String) throws(ExperimentError) {
        template = try TextTemplate(contentsOf: path, known: Self.places, required: ["candidates"])
    }

    init(text: String) throws(ExperimentError) {
        template = try TextTemplate(text, known: Self.places, required: ["candidates"], of: "the template")
    }

    /// SHA-256 of all that decides what a judge is asked.
    var sha256: String {
        var digest = Digest()
        digest.combine("comparison")
        digest.combine(template.text)
        return digest.hexadecimal
    }

    /// The candidates are numbered from 0, in the order in which they are shown.
    func text(_ request: ToolRequest) -> String {
        let shown = (request.candidates ?? []).enumerated().map { number, candidate in
            "Solution \(number):\n\(candidate["completion"]?.string ?? candidate["answer"]?.string ?? "")"
        }
        return template.filled([
            "problem": request.problem, "prompt": request.prompt, "candidates": shown.joined(separator: "\n\n"),
        ])
    }

    /// Reads the sample that a reply chooses: by the first number behind the last "judgment" or "judgement", or by the
    /// last number where there is no such word; nil where that is none of the candidates.
    ///
    /// Source: "Judgment: [IDX]" as in GenSelect, arXiv 2507.17797.
    func choice(in reply: String, of request: ToolRequest) -> Int? {
        let words = reply.lowercased().split { !$0.isLetter && !$0.isNumber }
        let numbers: (ArraySlice<Substring>) -> [Int] = { $0.compactMap { Int($0) } }
        let mark = words.lastIndex { $0 == "judgment" || $0 == "judgement" }
        let number = mark.map { numbers(words[$0...]).first } ?? numbers(words[...]).last
        guard let number, let candidates = request.candidates, candidates.indices.contains(number) else { return nil }
        return candidates[number]["sample"]?.integer
    }
}
