import Foundation
import Testing

@testable import WinnowEndpoint

@Suite("Endpoint addresses")
struct EndpointAddressTests {
    @Test(
        "an address may end anywhere from the host to the request's own path",
        arguments: [
            ("http://h:8000", "http://h:8000/v1/completions"), ("http://h:8000/", "http://h:8000/v1/completions"),
            ("http://h/v1", "http://h/v1/completions"), ("http://h/v1/completions", "http://h/v1/completions"),
            ("https://h/api/v3/chat/completions/", "https://h/api/v3/chat/completions"),
            ("http://h/openai/deploy", "http://h/openai/deploy/completions"),
        ])
    func address(text: String, url: String) throws {
        #expect(try Endpoint(text, model: "m").url.absoluteString == url)
    }

    @Test(
        "what is no address, or could hold a key, is refused",
        arguments: [
            "", "h:80", "ftp://h", "http://", "http://u:p@h/v1", "http://h/v1?key=1", "http://h/v1#x",
        ])
    func refused(text: String) {
        #expect(throws: EndpointError.self) { try Endpoint(text, model: "m") }
    }

    @Test("a path that asks for one request is not turned into the other")
    func kinds() throws {
        #expect(throws: EndpointError.self) { try Endpoint("http://h/v1/completions", model: "m", kind: .chat) }
        #expect(try Endpoint("http://h/v1", model: "m", kind: .chat).url.path == "/v1/chat/completions")
        #expect(try Endpoint("http://h/v1/chat/completions", model: "m").kind == .chat)
    }

    @Test(
        "what cannot be part of a header is no key",
        arguments: ["", " ", "a b", "a\r\nX: y", "a\u{1}", "a\u{7F}", "é", "a\u{301}", "a\u{0}"])
    func noKeys(text: String) {
        #expect(Secret(text) == nil)
    }

    @Test("no description, reflection or interpolation shows a key")
    func secret() throws {
        let key = try #require(Secret(" sk-topsecret\n"))
        let endpoint = try Endpoint("http://h", model: "m", key: key)
        var dumped = ""
        dump(endpoint, to: &dumped)
        dump(key, to: &dumped)
        for text in ["\(key)", "\(endpoint)", String(reflecting: endpoint), String(reflecting: key), dumped] {
            #expect(!text.contains("topsecret"))
        }
        #expect(key.authorization == "Bearer sk-topsecret")
        #expect(Secret("  ") == nil && Secret("two words") == nil && Secret("break\r\nX: y") == nil)
    }
}
