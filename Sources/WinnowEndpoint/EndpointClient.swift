import Foundation

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
        for attempt in 0...policy.retries {
            var retryAfter: Duration?
            do {
                let answer = try await transport.send(
                    TransportRequest(
                        url: endpoint.url, authorization: endpoint.key?.authorization, body: body, timeout: timeout))
                if answer.status == 200, var read = EndpointAnswer(answer.body, count: request.count) {
                    read.retries = attempt
                    return read
                }
                failure = told(answer)
                retryAfter = RetryPolicy.retryAfter(answer.retryAfter, now: .now)
                guard answer.status == 200 || RetryPolicy.isTemporary(answer.status) else {
                    throw refusal(answer.status, failure)
                }
            } catch let error as TransportError {
                failure = "\(endpoint.url): \(error.description)"
            }
            guard attempt < policy.retries else { break }
            try await Task.sleep(
                for: policy.pause(before: attempt, seed: request.seed, retryAfter: retryAfter))
        }
        throw EndpointError(
            .unavailable, "\(failure), asked \(policy.retries + 1) times",
            hint: "finished answers are kept: see to the server and run the same command again")
    }

    /// What a failed answer says, without the key.
    private func told(_ answer: TransportAnswer) -> String {
        guard answer.status != 200 else { return "\(endpoint.url) sent a body that cannot be read" }
        struct Failure: Decodable {
            struct Inner: Decodable { var message: String? }
            var error: Inner?
            var message: String?
            var detail: String?
        }
        let failure = try? JSONDecoder().decode(Failure.self, from: answer.body)
        let text = failure?.error?.message ?? failure?.message ?? failure?.detail
            ?? String(decoding: answer.body, as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let shown = endpoint.key?.removed(from: line) ?? line
        return "\(endpoint.url) answered \(answer.status)" + (shown.isEmpty ? "" : ": \(shown.prefix(300))")
    }

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
