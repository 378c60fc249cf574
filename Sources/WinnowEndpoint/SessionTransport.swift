// A build that links Swift's libraries statically cannot have libcurl, which Foundation's HTTP is made of.
#if !WINNOW_STATIC
    import Dispatch
    import Foundation
    import FoundationNetworking
    import Synchronization
    import WinnowBounds

    /// This transport sends requests by Foundation's URLSession.
    ///
    /// It comes with Swift, so that an endpoint costs the build nothing; async-http-client takes minutes. What the latter
    /// does better, streaming and HTTP/2, is not needed here: answers are read whole.
    public final class SessionTransport: Transport {
        private let session: URLSession
        private let answers = PendingAnswers()

        /// - Parameter connections: the most at a time.
        public init(connections: Int) {
            let configuration = URLSessionConfiguration.ephemeral
            configuration.httpMaximumConnectionsPerHost = connections
            configuration.httpShouldSetCookies = false
            configuration.urlCache = nil
            configuration.httpAdditionalHeaders = ["User-Agent": "winnow"]
            // Times out by the request's own limit alone.
            configuration.timeoutIntervalForResource = .infinity
            session = URLSession(configuration: configuration, delegate: answers, delegateQueue: nil)
        }

        deinit { session.invalidateAndCancel() }

        /// Sends a request and waits for its answer.
        ///
        /// - Throws: ``TransportError`` when there is no whole answer; `CancellationError` when the task was cancelled.
        public func send(_ request: TransportRequest) async throws -> TransportAnswer {
            var post = URLRequest(url: request.url)
            post.httpMethod = "POST"
            post.httpBody = request.body
            post.timeoutInterval = request.timeout / .seconds(1)
            post.setValue("application/json", forHTTPHeaderField: "Content-Type")
            if let authorization = request.authorization {
                post.setValue(authorization, forHTTPHeaderField: "Authorization")
            }
            return try await PendingAnswer().value(of: post, in: session, answers, within: request.timeout)
        }
    }

    /// An answer is waited for until it comes, time is up or nobody wants it any more: whatever happens first.
    ///
    /// URLSession's own `data(for:)` would do, but on Linux it may never return when it is cancelled as it begins.
    private final class PendingAnswer: Sendable {
        private struct State {
            var continuation: CheckedContinuation<TransportAnswer, any Error>?
            var task: URLSessionDataTask?
            var body = Data()
            /// This came before anybody waited for it.
            var early: (any Error)?
            var hasEnded = false
        }

        private let state = Mutex(State())

        /// A request may take so much longer than its own limit before it is given up here.
        private static let grace = 2.0

        func value(
            of request: URLRequest, in session: URLSession, _ answers: PendingAnswers, within timeout: Duration
        ) async throws -> TransportAnswer {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    let task = session.dataTask(with: request)
                    answers.add(self, of: task)
                    let early = state.withLock { state in
                        (state.continuation, state.task) = (continuation, task)
                        return state.early
                    }
                    if let early { return end(.failure(early)) }
                    task.resume()
                    DispatchQueue.global().asyncAfter(deadline: .now() + timeout / .seconds(1) + Self.grace) {
                        self.end(.failure(TransportError("no answer in time")))
                    }
                }
            } onCancel: {
                end(.failure(CancellationError()))
            }
        }

        /// Takes a piece of the body, unpacked; one that makes it too large ends the request, since a small body can
        /// unpack to more than any memory holds.
        func add(_ piece: Data) {
            let isTooLarge = state.withLock { state in
                guard !state.hasEnded else { return false }
                state.body += piece
                return state.body.count > Bounds.body.limit
            }
            if isTooLarge { end(.failure(TransportError.tooLarge)) }
        }

        /// Takes the end of the answer.
        func end(_ response: URLResponse?, _ error: (any Error)?) {
            end(Self.result(state.withLock(\.body), response, error))
        }

        /// Hands on the first of what comes, and ends the request.
        private func end(_ result: Result<TransportAnswer, any Error>) {
            let (continuation, task) = state.withLock {
                state -> (CheckedContinuation<TransportAnswer, any Error>?, URLSessionDataTask?) in
                guard !state.hasEnded else { return (nil, nil) }
                guard let continuation = state.continuation else {
                    if case .failure(let error) = result { state.early = error }
                    return (nil, nil)
                }
                state.hasEnded = true
                state.body = Data()
                return (continuation, state.task)
            }
            continuation?.resume(with: result)
            if case .failure = result { task?.cancel() }
        }

        private static func result(
            _ data: Data, _ response: URLResponse?, _ error: (any Error)?
        ) -> Result<TransportAnswer, any Error> {
            if let error {
                return .failure(TransportError((error as? URLError).map(text) ?? "the connection failed"))
            }
            guard let answer = response as? HTTPURLResponse else {
                return .failure(TransportError("no HTTP answer"))
            }
            if answer.value(forHTTPHeaderField: "Content-Encoding") == nil, data.count < answer.expectedContentLength {
                return .failure(TransportError("the answer broke off"))
            }
            return .success(
                TransportAnswer(
                    status: answer.statusCode, retryAfter: answer.value(forHTTPHeaderField: "Retry-After"), body: data))
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

    /// The answers that are waited for are kept by their requests: what a session tells of goes to the right one.
    private final class PendingAnswers: NSObject, URLSessionDataDelegate {
        private let waiting = Mutex<[Int: PendingAnswer]>([:])

        func add(_ answer: PendingAnswer, of task: URLSessionDataTask) {
            waiting.withLock { $0[task.taskIdentifier] = answer }
        }

        func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
            waiting.withLock { $0[dataTask.taskIdentifier] }?.add(data)
        }

        func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
            waiting.withLock { $0.removeValue(forKey: task.taskIdentifier) }?.end(task.response, error)
        }

        /// Keeps a key from following a server to another one.
        func urlSession(
            _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
            newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
        ) {
            completionHandler(nil)
        }
    }
#endif
