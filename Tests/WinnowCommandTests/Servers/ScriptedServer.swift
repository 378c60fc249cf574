import Foundation

/// A server on loopback that misbehaves as it is told; see `server.py`.
final class ScriptedServer {
    private let process = Process()
    private let folder: TemporaryFolder
    private let log: URL

    /// Where it is, up to the version.
    let address: String

    /// Whether there is a Python to run it.
    static var isAvailable: Bool { Python.isAvailable }

    /// - Parameters:
    ///   - faults: what happens to each request in turn; the last one stays.
    ///   - words: what completions are taken from.
    init(_ faults: [String], words: [String] = ["1", "2", "2", "3"]) throws {
        folder = try TemporaryFolder()
        log = try folder.write("", to: "log")
        process.executableURL = Python.program
        let list = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
        process.arguments = ["python3", Python.script("Servers/server.py"), faults.joined(separator: ","), list]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: log)
        try process.run()
        var port = ""
        while port.isEmpty, process.isRunning {
            Thread.sleep(forTimeInterval: 0.01)
            let text = try String(contentsOf: log, encoding: .utf8)
            if text.contains("\n") { port = String(text.prefix { !$0.isNewline }) }
        }
        address = "http://127.0.0.1:\(port)/v1"
    }

    deinit { process.terminate() }

    /// A request that it was sent.
    struct Request: Decodable {
        var fault: String
        var path: String
        var key: String?
        var body: Body

        struct Body: Decodable {
            var n: Int
            var seed: Int
            var prompt: String?
            var messages: [[String: String]]?
            var model: String
        }
    }

    /// All requests so far.
    var requests: [Request] {
        get throws {
            try String(contentsOf: log, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst().map {
                try JSONDecoder().decode(Request.self, from: Data($0.utf8))
            }
        }
    }
}

/// The Python that tests run scripts with.
enum Python {
    static let program = URL(filePath: "/usr/bin/env")

    static let isAvailable: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", ""]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// The path of a script beside the tests.
    static func script(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: name).path
    }
}
