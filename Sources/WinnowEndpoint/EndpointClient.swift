import Foundation
import WinnowJSON

/// Asks a server until it answers.
public struct EndpointClient: Sendable {
    /// The first of the servers, which all have the same model and the same form of request.
    public let endpoint: Endpoint

    /// What is known of the servers.
    public let board: ServerBoard
    private let endpoints: [Endpoint]
    private let transport: any Transport
    private let policy: RetryPolicy
    private let timeout: Duration

    /// - Parameters:
    ///   - others: servers with the same model, which are asked in turn and where another one fails.
    ///   - rate: the most requests a second to each server; nil for no limit.
    ///   - timeout: how long to wait for one answer, before asking again.
    public init(
        _ endpoint: Endpoint, others: [Endpoint] = [], rate: Double? = nil, transport: any Transport,
        policy: RetryPolicy = RetryPolicy(), timeout: Duration = .seconds(300)
    ) {
        self.endpoint = endpoint
        endpoints = [endpoint] + others
        board = ServerBoard(endpoints.map(\.url.absoluteString), rate: rate)
        self.transport = transport
        self.policy = policy
        self.timeout = timeout
    }

    /// Asks, and again when a server is busy, breaks off or says what cannot be read: another server at once, or the same
    /// after a pause.
    ///
    /// - Throws: ``EndpointError`` when all servers refuse or all attempts were in vain; `CancellationError`.
    public func answer(_ request: EndpointRequest) async throws -> EndpointAnswer {
        let body = try request.body(for: endpoint)
        var failure = ""
        var attempts = 0
        // A server more is a chance more.
        let retries = policy.retries + endpoints.count - 1
        for attempt in 0...retries {
            guard let turn = await board.take() else { break }
            if turn.wait > .zero { try await pause(turn) }
            attempts += 1
            var retryAfter: Duration?
            do {
                switch try await send(body, request, to: turn.server, retries: attempt) {
                case .success(let answer):
                    await board.answered(turn.server)
                    return answer
                case .failure(let fault):
                    failure = fault.what
                    retryAfter = fault.retryAfter
                }
            } catch let error as EndpointError where error.kind == .refused {
                guard await board.refused(turn.server) else { throw error }
                failure = error.what
                continue
            } catch {
                await board.abandoned(turn.server)
                throw error
            }
            let pause = policy.pause(before: attempt, seed: request.seed, retryAfter: retryAfter)
            let hasOther = await board.failed(turn.server, rest: pause)
            guard attempt < retries else { break }
            if hasOther { continue }
            if let retryAfter, !policy.isWorthWaiting(retryAfter) {
                failure += ", and asks to wait \(RetryPolicy.spelled(retryAfter)), which is longer than is waited"
                break
            }
            // Of several servers the board knows who is back first.
            if endpoints.count == 1 { try await Task.sleep(for: pause) }
        }
        throw EndpointError(
            .unavailable, "\(failure), asked \(attempts) times",
            hint: "finished answers are kept: see to the server and run the same command again")
    }

    /// Waits for a server's turn.
    private func pause(_ turn: ServerBoard.Turn) async throws {
        do {
            try await Task.sleep(for: turn.wait)
        } catch {
            await board.abandoned(turn.server)
            throw error
        }
    }

    /// A fault is one that may be gone at the next attempt.
    private struct TemporaryFault: Error {
        var what: String
        var retryAfter: Duration?
    }

    /// Sends a request to a server once.
    ///
    /// - Throws: ``EndpointError`` where another attempt would be the same; `CancellationError`.
    private func send(
        _ body: Data, _ request: EndpointRequest, to server: Int, retries: Int
    ) async throws -> Result<EndpointAnswer, TemporaryFault> {
        let endpoint = endpoints[server]
        let answer: TransportAnswer
        do {
            answer = try await transport.send(
                TransportRequest(
                    url: endpoint.url, authorization: endpoint.key?.authorization, body: body, timeout: timeout))
        } catch let error as TransportError {
            let failure = "\(endpoint.url): \(error.description)"
            if error.isFinal { throw EndpointError(.request, failure, hint: "ask for less in one request") }
            return .failure(TemporaryFault(what: failure))
        }
        var failure = told(answer, endpoint)
        if answer.status == 200 {
            do throws(AnswerFault) {
                var read = try EndpointAnswer(reading: answer.body, count: request.count)
                read.retries = retries
                return .success(read)
            } catch {
                failure = told(error, endpoint)
            }
        }
        guard answer.status == 200 || RetryPolicy.isTemporary(answer.status) else {
            throw refusal(answer.status, failure)
        }
        return .failure(
            TemporaryFault(what: failure, retryAfter: RetryPolicy.retryAfter(answer.retryAfter, now: .now)))
    }

    /// Tells what an answer of status 200 says is wrong.
    private func told(_ fault: AnswerFault, _ endpoint: Endpoint) -> String {
        guard let message = fault.message else { return "\(endpoint.url) sent a body that cannot be read" }
        return "\(endpoint.url) answered 200 with an error: \(shown(message))"
    }

    /// Tells what a failed answer says, without the key.
    private func told(_ answer: TransportAnswer, _ endpoint: Endpoint) -> String {
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
