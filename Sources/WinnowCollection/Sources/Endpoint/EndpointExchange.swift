import Foundation
import WinnowBounds
import WinnowEndpoint

/// An exchange sends one request to a server, within its budget, and sorts its faults by what they lead to.
struct EndpointExchange: Sendable {
    let client: EndpointClient
    let options: EndpointRequest.Options

    /// Requests under way at a time.
    let concurrency: Int
    let ledger: EndpointLedger
    let tally: EndpointTally

    /// The server's name, as it is stored with what it says of tokens.
    var server: String { client.endpoint.url.host() ?? "server" }

    /// What came of a request.
    enum Result {
        case answer(EndpointAnswer)

        /// The budget has no room for it.
        case exhausted

        /// The problem failed as often as it was asked, and is set aside.
        case setAside

        /// The server takes fewer completions a request.
        case fewer

        /// The server refuses this request.
        case refused
    }

    /// Sends a request for a problem's completions.
    ///
    /// - Parameters:
    ///   - place: of the problem.
    ///   - missing: the completions that the problem lacks, all told.
    /// - Throws: `EndpointError` where the fault is the server's.
    func send(
        _ messages: [EndpointRequest.Message], count: Int, seed: UInt32, for place: Int, missing: Int
    ) async throws -> Result {
        let promptBytes = messages.reduce(0) { $0 + $1.content.utf8.count + Self.bytesAroundMessage }
        // No token is shorter than a byte.
        let worst = EndpointLedger.Amount(
            promptTokens: promptBytes, completionTokens: count.multipliedClamped(by: options.maxTokens))
        guard await ledger.reserve(worst) else { return .exhausted }
        do {
            let answer = try await client.answer(
                EndpointRequest(messages, options: options, count: count, seed: seed))
            await tally.note(answer, asked: count, options)
            await ledger.settle(worst, spent: spent(answer, worst))
            return .answer(answer)
        } catch {
            await ledger.settle(worst, spent: EndpointLedger.Amount(promptTokens: 0, completionTokens: 0))
            guard let error = error as? EndpointError, [.request, .unavailable].contains(error.kind) else {
                throw error
            }
            if error.kind == .unavailable {
                // The fault may be the problem's: it is set aside, and the others are asked.
                guard await tally.setAside(place, missing, error, of: concurrency) else { throw error }
                return .setAside
            }
            if count > 1 {
                // Some servers take fewer completions a request, or one.
                await tally.lower(to: max(1, count / 2))
                return .fewer
            }
            await tally.refuse(count, error)
            return .refused
        }
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
}
