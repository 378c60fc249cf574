import Foundation
import TestGuards
import Testing

@testable import WinnowEndpoint

/// Answers by the host that is asked, and keeps what was sent where and when.
private actor Cluster: Transport {
    private let answers: [String: Result<TransportAnswer, TransportError>]
    private(set) var sent: [String: [ContinuousClock.Instant]] = [:]

    init(_ answers: [String: Result<TransportAnswer, TransportError>]) { self.answers = answers }

    func send(_ request: TransportRequest) async throws -> TransportAnswer {
        let host = request.url.host() ?? ""
        sent[host, default: []].append(.now)
        return try (answers[host] ?? .failure(TransportError("no such host"))).get()
    }

    func count(_ host: String) -> Int { sent[host]?.count ?? 0 }
}

@Suite("Several servers of one model")
struct FailoverTests {
    private static func answer(_ status: Int) -> Result<TransportAnswer, TransportError> {
        .success(TransportAnswer(status: status, body: Data(#"{"error": {"message": "no"}}"#.utf8)))
    }

    private static let good: Result<TransportAnswer, TransportError> = .success(
        TransportAnswer(
            status: 200, body: Data(#"{"choices": [{"text": "7", "finish_reason": "stop"}]}"#.utf8)))

    private static func client(
        _ hosts: [String], _ cluster: Cluster, rate: Double? = nil, retries: Int = 2
    ) throws -> EndpointClient {
        let endpoints = try hosts.map { try Endpoint("http://\($0)", model: "m") }
        return EndpointClient(
            endpoints[0], others: Array(endpoints.dropFirst()), rate: rate, transport: cluster,
            policy: RetryPolicy(retries: retries, pause: .milliseconds(200)))
    }

    private static func ask(_ client: EndpointClient, seed: UInt32 = 5) async throws -> String {
        let options = EndpointRequest.Options(temperature: 1, maxTokens: 9)
        return try await client.answer(
            EndpointRequest([.init(role: "user", content: "?")], options: options, seed: seed)
        ).choices[0].text
    }

    @Test(
        "where one server is down, busy or refuses, another answers at once",
        arguments: [.failure(TransportError("lost")), answer(503), answer(401), answer(404)])
    func failover(fault: Result<TransportAnswer, TransportError>) async throws {
        let cluster = Cluster(["bad": fault, "good": Self.good])
        let client = try Self.client(["bad", "good"], cluster)
        let start = ContinuousClock.now
        for seed in 0..<5 { #expect(try await Self.ask(client, seed: UInt32(seed)) == "7") }
        #expect(start.duration(to: .now) < .seconds(5))
        #expect(await cluster.count("good") == 5)
        // The one that failed rests meanwhile, or is given up.
        #expect(await cluster.count("bad") < 5)
        let summary = await client.board.summary
        #expect(summary.count == 2)
        #expect(summary[1].contains("good") && summary[1].contains("5 answers") && summary[1].contains("0 failures"))
    }

    @Test("requests are shared by servers that are all well")
    func sharing() async throws {
        let cluster = Cluster(["a": Self.good, "b": Self.good])
        let client = try Self.client(["a", "b"], cluster, rate: 50)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seed in 0..<20 { group.addTask { _ = try await Self.ask(client, seed: UInt32(seed)) } }
            try await group.waitForAll()
        }
        let counts = (await cluster.count("a"), await cluster.count("b"))
        #expect(counts.0 + counts.1 == 20 && counts.0 >= 5 && counts.1 >= 5, "\(counts)")
    }

    @Test("no server gets more requests a second than the rate allows")
    func rates() async throws {
        let cluster = Cluster(["a": Self.good])
        let client = try Self.client(["a"], cluster, rate: 20)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seed in 0..<10 { group.addTask { _ = try await Self.ask(client, seed: UInt32(seed)) } }
            try await group.waitForAll()
        }
        let times = await cluster.sent["a", default: []].sorted()
        // Nine intervals of 50 ms lie between ten requests.
        #expect(try nonEmpty(times).first.map { $0.duration(to: times[times.count - 1]) >= .milliseconds(430) } == true)
    }

    @Test("where all are down or refuse, the last failure is told and the attempts are bounded")
    func exhausted() async throws {
        let down = Cluster([:])
        let error = await #expect(throws: EndpointError.self) {
            try await Self.ask(Self.client(["a", "b"], down, retries: 1))
        }
        #expect(error?.kind == .unavailable)
        #expect(await down.count("a") + down.count("b") == 3)
        let refusing = Cluster(["a": Self.answer(401), "b": Self.answer(401)])
        let refusal = await #expect(throws: EndpointError.self) {
            try await Self.ask(Self.client(["a", "b"], refusing))
        }
        #expect(refusal?.kind == .refused)
        #expect(await refusing.count("a") + refusing.count("b") == 2)
    }

    @Test("a request that a server refuses for itself is not put to another")
    func badRequest() async throws {
        let cluster = Cluster(["a": Self.answer(400), "b": Self.good])
        let error = await #expect(throws: EndpointError.self) { try await Self.ask(Self.client(["a", "b"], cluster)) }
        #expect(error?.kind == .request)
    }
}
