import Foundation
import Testing

@testable import WinnowEndpoint

@Suite("Bodies of requests")
struct RequestBodyTests {
    private func body(
        _ kind: Endpoint.Kind, temperature: Double = 0.7, stop: [String] = [], logProbabilities: Bool = false,
        extra: String? = nil
    ) throws -> String {
        let endpoint = try Endpoint("http://127.0.0.1:1", model: "org/m", kind: kind)
        let options = EndpointRequest.Options(
            temperature: temperature, topP: 0.95, maxTokens: 9, stop: stop, logProbabilities: logProbabilities,
            extra: extra)
        let messages = [("system", "be \"brief\"\n"), ("user", "2+2=\u{8}\u{7F}é/")]
        let request = EndpointRequest(
            messages.map { .init(role: $0, content: $1) }, options: options, count: 4, seed: .max)
        return String(decoding: try request.body(for: endpoint), as: UTF8.self)
    }

    @Test("members are in the order of their names, and whole numbers have no fraction")
    func plain() throws {
        #expect(
            try body(.completions, temperature: 1, stop: ["\n\n"], logProbabilities: true)
                == #"{"logprobs":1,"max_tokens":9,"model":"org/m","n":4,"prompt":"be \"brief\"\n\n\n2+2=\b"#
                + "\u{7F}é/" + #"","seed":2147483647,"stop":["\n\n"],"temperature":1,"top_p":0.95}"#)
        #expect(
            try body(.chat, logProbabilities: true)
                == #"{"logprobs":true,"max_tokens":9,"messages":[{"content":"be \"brief\"\n","role":"system"},"#
                + #"{"content":"2+2=\b"# + "\u{7F}é/"
                + #"","role":"user"}],"model":"org/m","n":4,"seed":2147483647,"temperature":0.7,"top_p":0.95}"#)
    }

    @Test("extra members come as they were written, and go before others")
    func extra() throws {
        let text = try body(
            .chat, extra: #"{"top_k": 20, "n": 1, "min_p": 0.050, "a/b": {"d": 1, "c": [9007199254740993]}}"#)
        #expect(text.hasPrefix(#"{"a/b":{"d":1,"c":[9007199254740993]},"max_tokens":9,"#))
        #expect(text.contains(#""min_p":0.050,"model":"org/m","n":1,"#) && text.contains(#""top_k":20,"#))
    }

    @Test(
        "what is no object of JSON is refused", arguments: ["", "[1]", "{", "3", #"{"a": NaN}"#, #"{"a": [Infinity]}"#])
    func noObject(extra: String) {
        #expect(throws: EndpointError.self) { try body(.chat, extra: extra) }
    }
}
