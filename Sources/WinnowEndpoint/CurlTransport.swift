import Dispatch
import Foundation
import Synchronization
import WinnowBounds

/// Requests by the program curl, a process for each: for a binary without libraries of its own for HTTP.
///
/// The key and the body go through curl's standard input, so that no list of processes shows them.
public struct CurlTransport: Transport {
    public init() {}

    public func send(_ request: TransportRequest) async throws -> TransportAnswer {
        let run = CurlRun(request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // Waiting for a process takes a thread, which is none of the tasks'.
                DispatchQueue.global().async { continuation.resume(with: Result { try run.answer() }) }
            }
        } onCancel: {
            run.cancel()
        }
    }
}

/// One call of curl.
private final class CurlRun: Sendable {
    private let request: TransportRequest
    private let process = Mutex((process: Process(), isCancelled: false))

    init(_ request: TransportRequest) { self.request = request }

    func cancel() {
        process.withLock { state in
            state.isCancelled = true
            if state.process.isRunning { state.process.terminate() }
        }
    }

    func answer() throws -> TransportAnswer {
        let (input, output) = (Pipe(), Pipe())
        try process.withLock { state in
            guard !state.isCancelled else { throw CancellationError() }
            state.process.executableURL = URL(filePath: "/usr/bin/env")
            state.process.arguments = ["curl", "--config", "-"]
            state.process.standardInput = input
            state.process.standardOutput = output
            state.process.standardError = FileHandle.nullDevice
            try state.process.run()
        }
        try? input.fileHandleForWriting.write(contentsOf: Data(configuration.utf8))
        try? input.fileHandleForWriting.close()
        let data = try read(output.fileHandleForReading)
        let status = process.withLock { state in
            state.process.waitUntilExit()
            return state.isCancelled ? nil : state.process.terminationStatus
        }
        guard let status else { throw CancellationError() }
        guard status == 0 else { throw TransportError(Self.text(status)) }
        return try Self.answer(data)
    }

    /// What curl writes, as far as it may be.
    private func read(_ output: FileHandle) throws -> Data {
        var data = Data()
        while case let piece = output.availableData, !piece.isEmpty {
            data += piece
            guard data.count <= Bounds.body.limit else {
                cancel()
                throw TransportError.tooLarge
            }
        }
        return data
    }

    private var configuration: String {
        var lines = [
            "silent", "max-filesize = \(Bounds.body.limit)", "max-time = \(request.timeout / .seconds(1))",
            "url = \(Self.quoted(request.url.absoluteString))",
            #"header = "Content-Type: application/json""#,
            "data-raw = \(Self.quoted(String(decoding: request.body, as: UTF8.self)))",
            #"write-out = "\n%{http_code} %header{retry-after}""#,
        ]
        if let authorization = request.authorization {
            lines.append("header = \(Self.quoted("Authorization: \(authorization)"))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A text as curl's configuration has it.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "\"": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The body, and behind its last line break what `write-out` adds.
    private static func answer(_ data: Data) throws(TransportError) -> TransportAnswer {
        guard let end = data.lastIndex(of: UInt8(ascii: "\n")) else { throw TransportError("no HTTP answer") }
        let words = String(decoding: data[(end + 1)...], as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard let status = words.first.flatMap({ Int($0) }) else { throw TransportError("no HTTP answer") }
        return TransportAnswer(
            status: status, retryAfter: words.count > 1 ? String(words[1]) : nil, body: Data(data[..<end]))
    }

    private static func text(_ status: Int32) -> String {
        switch status {
        case 6: "there is no such host"
        case 7: "nobody listens there"
        case 18, 52, 56: "the connection broke"
        case 28: "no answer in time"
        case 63: "the answer is larger than \(Bounds.body)"
        case 35, 58, 60: "the secure connection failed"
        case 126, 127: "this winnow asks by the program curl, which is not installed"
        default: "the connection failed (curl \(status))"
        }
    }
}
