import Foundation
import WinnowBounds
import WinnowProcess

/// This transport runs the program curl, a process for each request: it is for a binary without libraries of its own
/// for HTTP.
///
/// Everything that a request says goes to curl as a configuration on its standard input, so that no list of processes
/// shows it and no shell reads it.
public struct CurlTransport: Transport {
    public init() {}

    /// Sends a request and waits for its answer.
    ///
    /// - Throws: ``TransportError`` when there is no whole answer; `CancellationError` when the task was cancelled.
    public func send(_ request: TransportRequest) async throws -> TransportAnswer {
        // The user's own configuration could add to what is written, or lead the key to another server.
        let curl = Program(named: "curl", ["--disable", "--config", "-"])
        let outcome: Program.Outcome
        do {
            outcome = try await curl.run(
                input: Array(try Self.configuration(of: request).utf8), outputLimit: Bounds.body.limit, errorLimit: 0)
        } catch ProcessError.outputTooLarge {
            throw TransportError.tooLarge
        } catch ProcessError.notFound {
            throw TransportError(Self.missing)
        } catch ProcessError.cannotStart {
            throw TransportError("curl cannot be started")
        }
        switch outcome.end {
        case .status(0): return try Self.answer(outcome.output)
        case .status(Self.tooLarge): throw TransportError.tooLarge
        case .status(let status): throw TransportError(Self.text(status))
        case .signal(let signal): throw TransportError("curl was ended by signal \(signal)")
        }
    }

    /// - Throws: ``TransportError`` for what would be more than one line of a request.
    private static func configuration(of request: TransportRequest) throws(TransportError) -> String {
        var lines = [
            "silent", "globoff", #"proto = "=http,https""#, #"user-agent = "winnow""#,
            "max-filesize = \(Bounds.body.limit)", "max-time = \(request.timeout / .seconds(1))",
            "url = \(try line(request.url.absoluteString))",
            #"header = "Content-Type: application/json""#,
            "data-raw = \(quoted(String(decoding: request.body, as: UTF8.self)))",
            #"write-out = "\n%{http_code} %header{retry-after}""#,
        ]
        if let authorization = request.authorization {
            lines.append("header = \(try line("Authorization: \(authorization)"))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Quotes a text that HTTP has on one line.
    private static func line(_ text: String) throws(TransportError) -> String {
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw TransportError("an address or a key with control characters cannot be sent", isFinal: true)
        }
        return quoted(text)
    }

    /// Quotes a text as curl's configuration has it.
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

    /// Reads the body, and behind its last line break what `write-out` adds.
    private static func answer(_ output: [UInt8]) throws(TransportError) -> TransportAnswer {
        guard let end = output.lastIndex(of: UInt8(ascii: "\n")) else { throw TransportError("no HTTP answer") }
        let words = String(decoding: output[(end + 1)...], as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard let status = words.first.flatMap({ Int($0) }) else { throw TransportError("no HTTP answer") }
        return TransportAnswer(
            status: status, retryAfter: words.count > 1 ? String(words[1]) : nil, body: Data(output[..<end]))
    }

    private static let missing = "this winnow asks by the program curl, which is not installed"

    /// With this status curl says that `max-filesize` was exceeded.
    private static let tooLarge: Int32 = 63

    private static func text(_ status: Int32) -> String {
        switch status {
        case 6: "there is no such host"
        case 7: "nobody listens there"
        case 18, 52, 56: "the connection broke"
        case 28: "no answer in time"
        case 35, 58, 60: "the secure connection failed"
        case 126, 127: missing
        default: "the connection failed (curl \(status))"
        }
    }
}
