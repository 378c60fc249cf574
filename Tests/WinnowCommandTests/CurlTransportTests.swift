import Foundation
import Testing
import WinnowBounds

@testable import WinnowEndpoint

/// Whether there is a curl to ask by.
private enum Curl {
    static let isInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: $0 + "/curl")
    }
}

/// The transport of the program that `make dist` makes, against a server that misbehaves.
@Suite(
    "The transport by curl", .enabled(if: ScriptedServer.isAvailable, "python3 runs the server"),
    .enabled(if: Curl.isInstalled, "curl is not installed"))
struct CurlTransportTests {
    /// Does something before other tests' turns: they occupy all threads while their programs run, and neither the
    /// server nor its faults wait that long.
    private func promptly(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await Task(priority: .high) { try await body() }.value
    }

    private func request(
        _ server: ScriptedServer, path: String = "/completions", prompt: String = "p", count: Int = 1,
        key: String? = nil, timeout: Duration = .seconds(300)
    ) throws -> TransportRequest {
        TransportRequest(
            url: try #require(URL(string: server.address + path)), authorization: key,
            body: try JSONSerialization.data(withJSONObject: ["prompt": prompt, "n": count, "seed": 1, "model": "m"]),
            timeout: timeout)
    }

    private struct Body: Decodable {
        var choices: [Choice]
        struct Choice: Decodable {
            var text: String
        }
    }

    @Test("an answer is the server's, byte for byte, however long")
    func success() async throws {
        try await promptly {
            let word = String(repeating: "é\"\n%{http_code}", count: 5000)
            let server = try ScriptedServer(["ok"], words: [word])
            let answer = try await CurlTransport().send(request(server, count: 40))
            #expect(answer.status == 200 && answer.retryAfter == nil && answer.body.count > 2_000_000)
            let body = try JSONDecoder().decode(Body.self, from: answer.body)
            #expect(body.choices.map(\.text) == Array(repeating: word, count: 40))
        }
    }

    @Test("a refusal comes with its status, its body and when to ask again")
    func refusals() async throws {
        try await promptly {
            let server = try ScriptedServer(["401", "429", "later", "500"])
            let transport = CurlTransport()
            let refused = try await transport.send(request(server, key: "Bearer k"))
            #expect(
                refused.status == 401 && String(decoding: refused.body, as: UTF8.self).contains("no, says the server"))
            #expect(try await transport.send(request(server)).retryAfter == "1")
            let later = try await transport.send(request(server))
            #expect(later.status == 429 && later.retryAfter == "1e30" && later.body.isEmpty)
            #expect(try await transport.send(request(server)).status == 500)
        }
    }

    @Test("no whole answer is an error that says why")
    func failures() async throws {
        try await promptly {
            let server = try ScriptedServer(["hang", "break"])
            let transport = CurlTransport()
            await #expect(throws: TransportError("no answer in time")) {
                try await transport.send(request(server, timeout: .milliseconds(300)))
            }
            await #expect(throws: TransportError("the connection broke")) { try await transport.send(request(server)) }
            var nowhere = try request(server)
            nowhere.url = try #require(URL(string: "http://127.0.0.1:9/v1/completions"))
            await #expect(throws: TransportError("nobody listens there")) { try await transport.send(nowhere) }
            nowhere.url = try #require(URL(string: "http://no-such-host.invalid/v1/completions"))
            await #expect(throws: TransportError("there is no such host")) { try await transport.send(nowhere) }
        }
    }

    @Test("an answer without an end is given up")
    func endless() async throws {
        try await promptly {
            let server = try ScriptedServer(["endless"])
            await #expect(throws: TransportError.tooLarge) { try await CurlTransport().send(request(server)) }
        }
    }

    @Test("no other protocol is spoken")
    func protocols() async throws {
        try await promptly {
            let folder = try TemporaryFolder()
            let file = try folder.write("secret", to: "file")
            let request = TransportRequest(url: file, body: Data("{}".utf8), timeout: .seconds(5))
            await #expect(throws: TransportError.self) { try await CurlTransport().send(request) }
        }
    }

    @Test("nothing in a request is read by curl or a shell")
    func hostileTexts() async throws {
        try await promptly {
            let folder = try TemporaryFolder()
            let file = folder.path("made")
            let prompt =
                "\"\n\\\"\r\nurl = \"file:///etc/passwd\"\noutput = \"\(file)\"\n"
                + "# $(touch \(file)) `touch \(file)`\t@\(file)"
            let server = try ScriptedServer(["ok"])
            let key = #"Bearer "a\" \n b" # $(touch \#(file)) 'c' @\#(file)"#
            let path = "/[1-3]{a,b}\"%0Aoutput=x$(touch%20y)/completions"
            let request = try request(server, path: path, prompt: prompt, key: key)
            #expect(try await CurlTransport().send(request).status == 200)
            let arrived = try server.requests
            #expect(arrived.count == 1 && arrived[0].body.prompt == prompt && arrived[0].key == key)
            #expect(
                arrived[0].path == URLComponents(url: request.url, resolvingAgainstBaseURL: false)?.percentEncodedPath)
            #expect(!FileManager.default.fileExists(atPath: file))
        }
    }

    @Test("a key of several lines is not sent", arguments: ["a\r\nX-Other: b", "a\nb", "a\u{0}b", "a\u{7F}b"])
    func hostileKey(text: String) async throws {
        try await promptly {
            let server = try ScriptedServer(["ok"])
            let error = await #expect(throws: TransportError.self) {
                try await CurlTransport().send(request(server, key: "Bearer " + text))
            }
            #expect(error?.isFinal == true && error?.description.contains("control characters") == true)
            #expect(try server.requests.isEmpty)
        }
    }

    @Test("a list of processes shows no part of a request, and cancelling ends it")
    func processes() async throws {
        try await promptly {
            let server = try ScriptedServer(["hang"])
            let task = Task { [request = try request(server, prompt: "prompt-of-mine", key: "Bearer key-of-mine")] in
                try await CurlTransport().send(request)
            }
            while try server.requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
            let (curls, shown) = Self.curls()
            #expect(curls.contains(["--disable", "--config", "-"]))
            #expect(!shown.contains("of-mine"))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    /// The arguments of all processes named curl, and all that can be read of arguments and environments.
    private static func curls() -> (arguments: [[String]], all: String) {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let texts = processes.filter { Int($0) != nil }.flatMap { number in
            ["cmdline", "environ"].map { file in
                String(
                    decoding: FileManager.default.contents(atPath: "/proc/\(number)/\(file)") ?? Data(), as: UTF8.self)
            }
        }
        let arguments = texts.map { $0.split(separator: "\0").map(String.init) }
        return (arguments.filter { $0.first?.hasSuffix("/curl") == true }.map { Array($0.dropFirst()) }, texts.joined())
    }
}
