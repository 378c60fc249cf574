import Foundation
import TestGuards
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
    func pauses() throws {
        let policy = RetryPolicy(retries: 9, pause: .seconds(1), longestPause: .seconds(20))
        for retry in 0..<9 {
            let whole = min(20, Double(1 << retry))
            let pauses = (0..<50).map { policy.pause(before: retry, seed: $0, retryAfter: nil) / .seconds(1) }
            #expect(try nonEmpty(pauses).allSatisfy { $0 >= whole / 2 && $0 <= whole })
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

    @Test("any header is a pause that can be waited for, or none")
    func strangeRetryAfter() {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        for text in [
            "1e30", "inf", "1e308", "184467440737095516163", "9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT",
        ] {
            #expect(RetryPolicy.retryAfter(text, now: now) == .seconds(7 * 24 * 3600), "\(text)")
        }
        for text in [
            "nan", "-inf", "Wed 21 Oct\u{200D}", "Fri, 15 Jan 2027 08:00:30 GMT\u{FE0F}",
            "Fri, 32 Jan 2027 08:00:30 GMT",
            "Fri, 15 Jan 2027 24:00:00 GMT", "Fri, 15 Jan 99999999999999999999 08:00:30 GMT",
            "Fri, 15 Foo 2027 08:00:30 GMT",
            String(repeating: "9", count: 100_000), "\u{0}", "1\u{301}",
        ] { #expect(RetryPolicy.retryAfter(text, now: now) == nil, "\(text.debugDescription)") }
        let policy = RetryPolicy(retries: 100, pause: .seconds(1), longestPause: .seconds(20))
        for retry in [0, 20, 63, 64, 100] {
            #expect(policy.pause(before: retry, seed: 1, retryAfter: .seconds(604_800)) == .seconds(20))
        }
    }

    @Test(
        "counts that cannot be are left out of an answer",
        arguments: [
            "9223372036854775807", "-9223372036854775808", "-1", "1e300", "1.5", "\"x\"", "null", "[]", "1000000000001",
        ])
    func counts(number: String) throws {
        let body =
            #"{"choices": [{"text": "a"}], "usage": {"prompt_tokens": \#(number), "completion_tokens": \#(number)}}"#
        let answer = try #require(EndpointAnswer(Data(body.utf8), count: 1))
        #expect(answer.promptTokens == nil && answer.completionTokens == nil && answer.choices[0].tokens == nil)
    }

    @Test(
        "a log-probability that cannot be is left out and told, and the choice stays",
        arguments: [
            "[-1, 0.5]", "[Infinity]", "[-Infinity, -1]", "[NaN]", "[1e308, -1e308]", "[-1, \"x\"]", "[-1e308, -1e308]",
        ])
    func oddLogProbabilities(list: String) throws {
        for body in [
            #"{"choices": [{"text": "a", "logprobs": {"token_logprobs": \#(list)}}]}"#,
            #"{"choices": [{"index": -9223372036854775808, "text": "a", "logprobs": {"token_logprobs": \#(list)}}]}"#,
        ] {
            let answer = try #require(EndpointAnswer(Data(body.utf8), count: 1))
            #expect(answer.choices[0].text == "a" && answer.choices[0].logProbability == nil)
            #expect(answer.choices[0].hasOddLogProbability)
        }
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
    @Test("whatever servers count, the ledger counts on")
    func extremes() async {
        let numbers = [Int.min, -1, 0, 1, Int.max]
        let ledger = EndpointLedger(EndpointBudget(promptPrice: 1e12, completionPrice: 1e12, tokens: .max, cost: 1e12))
        for prompt in numbers {
            for completion in numbers {
                let amount = EndpointLedger.Amount(promptTokens: prompt, completionTokens: completion)
                if await ledger.reserve(amount) { await ledger.settle(amount, spent: amount) }
            }
        }
        #expect(await ledger.cost.isNaN == false)
    }

    @Test(
        "a budget that cannot be reckoned with is none", arguments: [-1, .nan, .infinity, 1e13, -.infinity] as [Double])
    func insane(number: Double) {
        #expect(EndpointBudget(promptPrice: 1, completionPrice: 2, tokens: 3, cost: 4).isSane)
        #expect(!EndpointBudget(promptPrice: number).isSane && !EndpointBudget(completionPrice: number).isSane)
        #expect(!EndpointBudget(cost: number).isSane && !EndpointBudget(tokens: -1).isSane)
    }

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
