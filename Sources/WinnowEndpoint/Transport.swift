public import Foundation
import WinnowBounds

/// Carries one request to a server and its answer back; replaced in tests.
public protocol Transport: Sendable {
    /// - Throws: ``TransportError`` when there is no whole answer; `CancellationError` when the task was cancelled.
    func send(_ request: TransportRequest) async throws -> TransportAnswer
}

/// A request is a POST of JSON.
public struct TransportRequest: Sendable {
    public var url: URL
    /// The header `Authorization` has this value.
    var authorization: String?
    public var body: Data
    /// The whole answer is waited for so long.
    public var timeout: Duration
}

/// An answer is the status and the body that a server sent, whatever they are.
public struct TransportAnswer: Sendable {
    public var status: Int
    /// The header `Retry-After` has this value.
    public var retryAfter: String?
    public var body: Data

    public init(status: Int, retryAfter: String? = nil, body: Data) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }
}

/// No whole answer came: nobody listens, the connection broke, or it took too long.
public struct TransportError: Error, Hashable, Sendable {
    public var description: String

    /// True when it would be the same if it were asked again.
    public var isFinal: Bool

    public init(_ description: String, isFinal: Bool = false) {
        self.description = description
        self.isFinal = isFinal
    }

    /// The body is larger than ``Bounds/body``.
    static let tooLarge = TransportError("the answer is larger than \(Bounds.body)", isFinal: true)
}

/// The transport of this build is chosen here.
public enum Transports {
    /// - Parameter connections: the most at a time.
    public static func standard(connections: Int) -> any Transport {
        #if WINNOW_STATIC
            CurlTransport()
        #else
            SessionTransport(connections: connections)
        #endif
    }
}
