import Foundation
import WinnowJSON

/// Asks a server until it answers.
public struct EndpointClient: Sendable {
    public let endpoint: Endpoint
    private let transport: any Transport
    private let policy: RetryPolicy
    private let timeout: Duration

    /// - Parameter timeout: how long to wait for one answer, before asking again.
    public init(
        _ endpoint: Endpoint, transport: any Transport, policy: RetryPolicy = RetryPolicy(),
        timeout: Duration = .seconds(300)
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.policy = policy
        self.timeout = timeout
    }

    /// Asks, and again after a pause when the server is busy, breaks off or says what cannot be read.
    ///
    /// - Throws: ``EndpointError`` when it refuses or all attempts were in vain; `CancellationError`.
    public func answer(_ request: EndpointRequest) async throws -> EndpointAnswer {
        let body = try request.body(for: endpoint)
        var failure = ""
        var attempts = 0
        for attempt in 0...policy.retries {
            attempts += 1
            var retryAfter: Duration?
            do {
                let answer = try await transport.send(
                    TransportRequest(
                        url: endpoint.url, authorization: endpoint.key?.authorization, body: body, timeout: timeout))
                failure = told(answer)
                if answer.status == 200 {
                    do throws(AnswerFault) {
                        var read = try EndpointAnswer(reading: answer.body, count: request.count)
                        read.retries = attempt
                        return read
                    } catch {
                        failure = told(error)
                    }
                }
                retryAfter = RetryPolicy.retryAfter(answer.retryAfter, now: .now)
                guard answer.status == 200 || RetryPolicy.isTemporary(answer.status) else {
                    throw refusal(answer.status, failure)
                }
            } catch let error as TransportError {
                failure = "\(endpoint.url): \(error.description)"
                if error.isFinal { throw EndpointError(.request, failure, hint: "ask for less in one request") }
            }
            guard attempt < policy.retries else { break }
            if let retryAfter, !policy.isWorthWaiting(retryAfter) {
                failure += ", and asks to wait \(RetryPolicy.spelled(retryAfter)), which is longer than is waited"
                break
            }
            try await Task.sleep(
                for: policy.pause(before: attempt, seed: request.seed, retryAfter: retryAfter))
        }
        throw EndpointError(
            .unavailable, "\(failure), asked \(attempts) times",
            hint: "finished answers are kept: see to the server and run the same command again")
    }

    /// Tells what an answer of status 200 says is wrong.
    private func told(_ fault: AnswerFault) -> String {
        guard let message = fault.message else { return "\(endpoint.url) sent a body that cannot be read" }
        return "\(endpoint.url) answered 200 with an error: \(shown(message))"
    }

    /// Tells what a failed answer says, without the key.
    private func told(_ answer: TransportAnswer) -> String {
        guard answer.status != 200 else { return "\(endpoint.url) sent a body that cannot be read" }
        let body = try? JSONParser.value(of: Array(answer.body).span)
        let text =
            body.flatMap(EndpointAnswer.message)
            ?? String(decoding: answer.body.prefix(Self.longestMessage), as: UTF8.self)
        let shown = shown(text)
        return "\(endpoint.url) answered \(answer.status)" + (shown.isEmpty ? "" : ": \(shown)")
    }

    /// Makes a server's words fit for a message, without the key.
    private func shown(_ text: String) -> String {
        // The key goes before anything is cut, so that no half of it is left.
        let whole = String(text.unicodeScalars.prefix(Self.longestMessage))
        let safe = endpoint.key?.removed(from: whole) ?? whole
        return String(safe.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(300))
    }

    /// So much of a message is looked at.
    private static let longestMessage = 1 << 16

    private func refusal(_ status: Int, _ failure: String) -> EndpointError {
        switch status {
        case 401, 403:
            EndpointError(
                .refused, failure, hint: "put the server's key into the environment variable of --key-variable")
        case 404:
            EndpointError(.refused, failure, hint: "check the address, --chat and the model's name")
        case 300...399:
            EndpointError(.refused, failure, hint: "give the address that it leads to, if that one is trusted")
        default:
            EndpointError(.request, failure, hint: "change the prompt or the options")
        }
    }
}
