import Foundation
import TestGuards
import Testing

@testable import WinnowEndpoint

/// A choice is read on its own, whatever the others are.
@Suite("Choices of a server")
struct ChoiceTests {
    private func answer(_ choices: String, count: Int = 9) throws -> EndpointAnswer {
        try EndpointAnswer(
            reading: Data(#"{"choices":[\#(choices)],"usage":{"completion_tokens":4}}"#.utf8), count: count)
    }

    @Test(
        "a choice without a text is kept as an empty one, with its reason",
        arguments: [
            (#"{"message":{"content":null},"finish_reason":"content_filter"}"#, "content_filter"),
            (#"{"message":{"content":null,"tool_calls":[{"id":"x"}]},"finish_reason":"stop"}"#, "tool_calls"),
            (#"{"message":{"content":[]},"finish_reason":"stop"}"#, "stop"),
            (#"{"message":{},"finish_reason":"stop"}"#, "stop"),
            (#"{"finish_reason":"stop"}"#, "stop"), (#"{"text":null,"finish_reason":"length"}"#, "length"),
        ])
    func nothing(choice: String, reason: String) throws {
        let answer = try answer(choice + #",{"message":{"content":"so 5"},"index":1}"#)
        #expect(answer.choices.map(\.text) == ["", "so 5"] && answer.choices[0].finishReason == reason)
    }

    @Test("parts and refusals are texts, and thoughts stand before them under every name that they have")
    func texts() throws {
        let parts = #"{"message":{"content":[{"type":"text","text":"so "},{"type":"text","text":"5"}]}}"#
        #expect(try answer(parts).choices[0].text == "so \n5")
        #expect(
            try answer(#"{"message":{"content":null,"refusal":"no"}}"#).choices[0].text == "<refusal>\nno\n</refusal>")
        for name in ["reasoning_content", "reasoning", "thinking"] {
            let text = try answer(#"{"message":{"content":"so 5","\#(name)":"2 and 3"}}"#).choices[0].text
            #expect(text == "<think>\n2 and 3\n</think>\n\nso 5", "\(name)")
        }
        let details =
            #"{"message":{"content":"so 5","reasoning_details":[{"type":"reasoning.text","text":"2 and 3"}]}}"#
        #expect(try answer(details).choices[0].text == "<think>\n2 and 3\n</think>\n\nso 5")
        let cut = try answer(#"{"message":{"content":null,"reasoning":"2 and"},"finish_reason":"length"}"#)
        #expect(cut.choices[0].text == "<think>\n2 and")
    }

    @Test("odd log-probabilities cost that number alone")
    func logProbabilities() throws {
        func logs(_ tokens: String) -> String { #"{"message":{"content":"5"},"logprobs":{"content":[\#(tokens)]}}"# }
        let choices = [
            #"{"logprob":-0.5}"#, #"{"logprob":null},{"logprob":-0.5}"#, #"{"token":"x"}"#, #"{"logprob":-Infinity}"#,
        ].map(logs)
        let answer = try answer((choices + [#"{"message":{"content":"5"},"logprobs":null}"#]).joined(separator: ","))
        #expect(answer.choices.map(\.logProbability) == [-0.5, nil, nil, nil, nil])
        #expect(answer.choices.map(\.hasOddLogProbability) == [false, true, true, true, false])
        #expect(try nonEmpty(answer.choices).allSatisfy { $0.text == "5" })
    }

    @Test("lone surrogates become signs of what is no character")
    func surrogates() throws {
        #expect(try answer(#"{"message":{"content":"a\ud83db"}}"#).choices[0].text == "a\u{FFFD}b")
    }

    @Test("a choice that is an error is none, and the others stay")
    func errors() throws {
        let failed = #"{"message":{"content":""},"finish_reason":"error","error":{"message":"the model is away"}}"#
        #expect(try answer(failed + #",{"message":{"content":"so 5"}}"#).choices.map(\.text) == ["so 5"])
        #expect(throws: AnswerFault(message: "the model is away")) { try answer(failed) }
    }

    @Test(
        "an error in a body of status 200 is told in the server's words",
        arguments: [
            (#"{"error":{"message":"quota"}}"#, "quota"), (#"{"error":"quota"}"#, "quota"),
            (#"{"detail":"quota"}"#, "quota"), (#"{"message":"quota","choices":[]}"#, "quota"),
            (#"{"error":{"code":429}}"#, #"{"code":429}"#),
        ])
    func faults(body: String, message: String) {
        #expect(throws: AnswerFault(message: message)) { try EndpointAnswer(reading: Data(body.utf8), count: 1) }
    }

    @Test(
        "what is no answer at all has no words",
        arguments: ["", "{", "[]", "{}", #"{"choices":null}"#, #"{"choices":[1]}"#])
    func unreadable(body: String) {
        #expect(throws: AnswerFault(message: nil)) { try EndpointAnswer(reading: Data(body.utf8), count: 1) }
    }
}
