import Foundation
import WinnowCore
import WinnowDomains
import WinnowEndpoint
import WinnowRandom

/// A model behind an endpoint that is asked whether an answer is right.
struct EndpointJudge: Asker {
    let client: EndpointClient
    let question: JudgeQuestion
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
                answers.append(.reply(reply(answer.choices[0].text, spent)))
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

    private func reply(_ text: String, _ spent: EndpointLedger.Amount) -> ToolReply {
        let tokens = spent.tokens
        let critique = [Critique("reply", String(text.prefix(2000)))]
        switch question.verdict(in: text) {
        case true?: return ToolReply(outcome: .accepted, tokens: tokens)
        case false?: return ToolReply(outcome: .rejected, critiques: critique, tokens: tokens)
        case nil: return ToolReply(outcome: .error, critiques: critique, tokens: tokens)
        }
    }

    /// Makes a function of the seed, the content and the repeat: verifications of one candidate are independent draws.
    private func seed(of request: ToolRequest) -> UInt32 {
        var content = request
        content.id = 0
        var key = CandidateKey.key(seed: seed, specification: content.line(following: 0))
        key ^= key >> 32
        return UInt32(truncatingIfNeeded: key)
    }
}

/// A question is what a judge is asked, and how its reply is read.
struct JudgeQuestion: Sendable {
    private let template: TextTemplate

    /// Words that accept and that reject.
    let accepts: String
    let rejects: String

    private static let places: Set = ["problem", "prompt", "completion", "answer"]

    /// - Parameter path: of the template.
    init(template path: String, accepts: String, rejects: String) throws(ExperimentError) {
        template = try TextTemplate(contentsOf: path, known: Self.places, required: ["completion", "answer"])
        let words = [accepts, rejects].map { $0.lowercased() }
        guard words.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber } }), words[0] != words[1]
        else {
            throw ExperimentError(
                "\"\(accepts)\" and \"\(rejects)\" cannot be a judge's two words", hint: "give two different words")
        }
        (self.accepts, self.rejects) = (words[0], words[1])
    }

    /// SHA-256 of all that decides what a judge is asked and how it is understood.
    var sha256: String {
        var digest = Digest()
        for text in [template.text, accepts, rejects] { digest.combine(text) }
        return digest.hexadecimal
    }

    func text(_ request: ToolRequest) -> String {
        template.filled([
            "problem": request.problem, "prompt": request.prompt, "completion": request.completion ?? "",
            "answer": request.answer ?? "",
        ])
    }

    /// Reads what the last of the two words says, as a word of its own in any case; nil when neither is there.
    func verdict(in reply: String) -> Bool? {
        let words = reply.lowercased().split { !$0.isLetter && !$0.isNumber }
        return words.last { $0 == accepts || $0 == rejects }.map { $0 == accepts }
    }
}
