import Foundation
import TestGuards
import Testing
import WinnowJSON
import WinnowMessages

@testable import WinnowEndpoint

@Suite("Alternatives to tokens")
struct AlternativesTests {
    private func alternatives(_ text: String) throws -> TokenAlternatives? {
        TokenAlternatives(try JSONValue(parsing: text))
    }

    @Test(
        "are read of chats, of completions, of vLLM's objects and of lists, with the same numbers",
        arguments: [
            #"{"content":[{"token":"a","logprob":-0.5,"top_logprobs":[{"token":"a","logprob":-0.5},{"token":"b","logprob":-1.5}]},{"token":"c","logprob":-2,"top_logprobs":[{"logprob":-1},{"logprob":-2},{"logprob":-9999}]}]}"#,
            #"{"token_logprobs":[-0.5,-2],"top_logprobs":[{"a":-0.5,"b":-1.5},{"c":-2,"d":-1}]}"#,
            #"{"token_logprobs":[null,-0.5,-2],"top_logprobs":[null,{"a":-0.5,"b":-1.5},{"c":-2,"d":-1,"e":-9999}]}"#,
            #"[{"1":{"logprob":-0.5,"rank":1},"2":{"logprob":-1.5}},{"3":{"logprob":-1},"4":{"logprob":-2}}]"#,
            #"[[-0.5,-1.5],[-2,-1]]"#,
        ])
    func layouts(text: String) throws {
        let found = try #require(try alternatives(text))
        #expect(found.best == 2 && found.bestMeans == [-1, -1.5])
        // Two tokens a nat apart.
        let share = 1 / (1 + exp(-1.0))
        let entropy = -share * log(share) - (1 - share) * log(1 - share)
        #expect(try nonEmpty(found.entropies).allSatisfy { abs(Double($0) - entropy) < 1e-6 })
        if text.contains("token_logprobs") || text.contains("content") {
            #expect(found.logProbabilities == [-0.5, -2])
        }
        #expect(TokenAlternatives(recorded: found.recorded).map { "\($0)" } == "\(found)")
    }

    @Test(
        "of one token, of none and of what cannot be there are none",
        arguments: [
            #"{"content":[{"token":"a","logprob":-0.5,"top_logprobs":[{"token":"a","logprob":-0.5}]}]}"#,
            #"{"content":[{"token":"a","logprob":-0.5}]}"#, #"{"token_logprobs":[-1,-2]}"#, "[-1,-2]", "[]", "{}",
            #"[[-1,2]]"#, #"[[-1,"x"]]"#, #"[[-1,-2],null]"#, #"{"content":7}"#,
        ])
    func none(text: String) throws {
        #expect(try alternatives(text) == nil)
    }

    @Test("are asked of both kinds of servers, and come with a choice")
    func asking() throws {
        for (kind, expected) in [
            (Endpoint.Kind.chat, #""logprobs":true"#), (.completions, #""logprobs":7"#),
        ] {
            let endpoint = try Endpoint("http://h/v1", model: "m", kind: kind)
            let request = EndpointRequest(
                [.init(role: "user", content: "x")],
                options: .init(temperature: 1, maxTokens: 4, alternatives: 7), seed: 1)
            let body = String(decoding: try request.body(for: endpoint), as: UTF8.self)
            #expect(body.contains(expected) && body.contains(#""top_logprobs":7"#) == (kind == .chat), "\(body)")
        }
        let answer = try EndpointAnswer(
            reading: Data(
                #"""
                {"choices":[{"text":"ab","logprobs":{"token_logprobs":[-1,-2],"top_logprobs":[{"a":-1,"b":-2},{"c":-2,"d":-3}]}}]}
                """#.utf8), count: 1)
        #expect(answer.choices[0].alternatives?.bestMeans == [-1.5, -2.5])
        #expect(answer.choices[0].logProbability == -3)
    }
}
