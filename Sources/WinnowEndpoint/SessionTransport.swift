import Foundation
import FoundationNetworking

/// Requests by Foundation's URLSession.
///
/// It comes with Swift, so that an endpoint costs the build nothing; async-http-client takes minutes. What the latter
/// does better, streaming and HTTP/2, is not needed here: answers are read whole.
public final class SessionTransport: Transport {
    private let session: URLSession

    /// - Parameter connections: the most at a time.
    public init(connections: Int) {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = connections
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        configuration.httpAdditionalHeaders = ["User-Agent": "winnow"]
        // Times out by the request's own limit alone.
        configuration.timeoutIntervalForResource = .infinity
        session = URLSession(configuration: configuration, delegate: RedirectionRefusal(), delegateQueue: nil)
    }

    deinit { session.invalidateAndCancel() }

    public func send(_ request: TransportRequest) async throws -> TransportAnswer {
        var post = URLRequest(url: request.url)
        post.httpMethod = "POST"
        post.httpBody = request.body
        post.timeoutInterval = request.timeout / .seconds(1)
        post.setValue("application/json", forHTTPHeaderField: "Content-Type")
        if let authorization = request.authorization {
            post.setValue(authorization, forHTTPHeaderField: "Authorization")
        }
        do {
            let (data, response) = try await session.data(for: post)
            guard let answer = response as? HTTPURLResponse else { throw TransportError("no HTTP answer") }
            if answer.expectedContentLength > 0, data.count < answer.expectedContentLength,
                answer.value(forHTTPHeaderField: "Content-Encoding") == nil
            {
                throw TransportError("the answer broke off")
            }
            return TransportAnswer(
                status: answer.statusCode, retryAfter: answer.value(forHTTPHeaderField: "Retry-After"), body: data)
        } catch let error as URLError {
            try Task.checkCancellation()
            throw TransportError(Self.text(error))
        }
    }

    private static func text(_ error: URLError) -> String {
        switch error.code {
        case .timedOut: "no answer in time"
        case .cannotConnectToHost: "nobody listens there"
        case .cannotFindHost, .dnsLookupFailed: "there is no such host"
        case .networkConnectionLost: "the connection broke"
        case .secureConnectionFailed, .serverCertificateUntrusted: "the secure connection failed"
        default: "the connection failed (\(error.code.rawValue))"
        }
    }
}

/// Keeps a key from following a server to another one.
private final class RedirectionRefusal: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
