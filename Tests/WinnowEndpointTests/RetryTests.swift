import Foundation
import Testing

@testable import WinnowEndpoint

/// Gives the answers it is told to, in turn; the last one stays.
private actor Script: Transport {
    private var answers: [Result<TransportAnswer, TransportError>]
    private(set) var sent = 0

    init(_ answers: [Result<TransportAnswer, TransportError>]) { self.answers = answers }

    func send(_ request: TransportRequest) async throws -> TransportAnswer {
        sent += 1
        return try (answers.count > 1 ? answers.removeFirst() : answers[0]).get()
    }
}

@Suite("Retrying")
struct RetryTests {
    private static func answer(_ status: Int, _ body: String = "") -> Result<TransportAnswer, TransportError> {
        .success(TransportAnswer(status: status, body: Data(body.utf8)))
    }

    private static let good = answer(
        200,
        #"{"choices": [{"text": "7", "finish_reason": "stop"}], "usage": {"prompt_tokens": 3, "completion_tokens": 2}}"#
    )

    private static func ask(
        _ script: Script, retries: Int = 4
    ) async throws -> EndpointAnswer {
        let client = EndpointClient(
            try Endpoint("http://h", model: "m"), transport: script,
            policy: RetryPolicy(retries: retries, pause: .milliseconds(1)))
        let options = EndpointRequest.Options(temperature: 1, maxTokens: 9)
        return try await client.answer(
            EndpointRequest([.init(role: "user", content: "?")], options: options, seed: 5))
    }

    @Test("busy servers, broken bodies and lost connections are asked again until they answer")
    func temporary() async throws {
        let script = Script([
            Self.answer(429), Self.answer(500, "oops"), .failure(TransportError("lost")), Self.answer(200, "{\"cho"),
            Self.good,
        ])
        let answer = try await Self.ask(script)
        #expect(answer.choices.map(\.text) == ["7"] && answer.choices[0].tokens == 2 && answer.retries == 4)
    }

    @Test("a refusal is not repeated", arguments: [400, 401, 403, 404, 413, 422, 302])
    func refused(status: Int) async throws {
        let script = Script([Self.answer(status, #"{"error": {"message": "no"}}"#)])
        let error = await #expect(throws: EndpointError.self) { try await Self.ask(script) }
        #expect(error?.what.hasSuffix("answered \(status): no") == true)
        #expect(await script.sent == 1)
    }

    @Test("after the last attempt the last failure is told")
    func exhausted() async throws {
        let script = Script([Self.answer(503, "full")])
        let error = await #expect(throws: EndpointError.self) { try await Self.ask(script, retries: 2) }
        #expect(error?.kind == .unavailable && error?.what.contains("answered 503: full, asked 3 times") == true)
        #expect(await script.sent == 3)
    }

    @Test("pauses double up to a limit, are drawn from the upper half, and depend on the request alone")
    func pauses() {
        let policy = RetryPolicy(retries: 9, pause: .seconds(1), longestPause: .seconds(20))
        for retry in 0..<9 {
            let whole = min(20, Double(1 << retry))
            let pauses = (0..<50).map { policy.pause(before: retry, seed: $0, retryAfter: nil) / .seconds(1) }
            #expect(pauses.allSatisfy { $0 >= whole / 2 && $0 <= whole })
            #expect(Set(pauses).count > 40)
            #expect(pauses[7] == policy.pause(before: retry, seed: 7, retryAfter: nil) / .seconds(1))
        }
        #expect(policy.pause(before: 0, seed: 1, retryAfter: .seconds(5)) == .seconds(5))
        #expect(policy.pause(before: 0, seed: 1, retryAfter: .seconds(500)) == .seconds(20))
    }

    @Test("Retry-After is seconds or a date")
    func retryAfter() {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(RetryPolicy.retryAfter("12", now: now) == .seconds(12))
        #expect(RetryPolicy.retryAfter("Fri, 15 Jan 2027 08:00:30 GMT", now: now) == .seconds(30))
        for text in ["-1", "soon", "", "Fri, 15 Jan 2027 07:00:30 GMT"] {
            #expect(RetryPolicy.retryAfter(text, now: now) == nil)
        }
        #expect(RetryPolicy.retryAfter(nil, now: now) == nil)
    }

    @Test("log-probabilities are summed and count the tokens, in both kinds of answers")
    func logProbabilities() throws {
        let texts = [
            #"{"choices": [{"index": 1, "text": "b"}, {"index": 0, "text": "a", "logprobs": {"token_logprobs": [null, -1, -2]}}]}"#,
            #"{"choices": [{"message": {"content": "a"}, "logprobs": {"content": [{"logprob": -1}, {"logprob": -2}]}}]}"#,
        ]
        for text in texts {
            let answer = try #require(EndpointAnswer(Data(text.utf8), count: 2))
            #expect(answer.choices[0].text == "a")
            #expect(answer.choices[0].logProbability == -3 && answer.choices[0].tokens == 2)
        }
        #expect(EndpointAnswer(Data(#"{"choices": []}"#.utf8), count: 1) == nil)
        #expect(EndpointAnswer(Data(#"{"choices": [{"index": 0}]}"#.utf8), count: 1) == nil)
    }
}

@Suite("Ledger")
struct LedgerTests {
    @Test("what is under way is reserved, so that a budget is never exceeded")
    func budget() async {
        let ledger = EndpointLedger(EndpointBudget(tokens: 100))
        let worst = EndpointLedger.Amount(promptTokens: 10, completionTokens: 30)
        let spent = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    guard await ledger.reserve(worst) else { return 0 }
                    await Task.yield()
                    await ledger.settle(worst, spent: EndpointLedger.Amount(promptTokens: 10, completionTokens: 5))
                    return 15
                }
            }
            return await group.reduce(0, +)
        }
        #expect(spent <= 100 && spent > 60)
        #expect(await ledger.isExhausted)
        #expect(await ledger.spent.promptTokens + ledger.spent.completionTokens == spent)
    }

    @Test("money is a budget too")
    func cost() async {
        let ledger = EndpointLedger(EndpointBudget(promptPrice: 1, completionPrice: 2, cost: 1e-4))
        let amount = EndpointLedger.Amount(promptTokens: 20, completionTokens: 15)
        #expect(await ledger.reserve(amount))
        await ledger.settle(amount, spent: amount)
        #expect(await abs(ledger.cost - 5e-5) < 1e-12)
        #expect(await ledger.reserve(amount))
        await ledger.settle(amount, spent: amount)
        #expect(await !ledger.reserve(amount))
    }
}
