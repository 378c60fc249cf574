import Testing
import WinnowBounds
import WinnowJSON
import WinnowText

@Suite("JSON")
struct JSONTests {
    @Test(
        "JSON is read as it is, with what Python adds to it",
        arguments: [
            (
                #"{"a":[1,2.50,-3e2],"b":"ü\u00e9\n\"\ud83d\ude00"}"#,
                JSONValue.object([
                    "a": .array([.number("1"), .number("2.50"), .number("-3e2")]), "b": .string("üé\n\"😀"),
                ])
            ),
            (
                " [NaN, -Infinity, Infinity, null, true, false] ",
                .array([.number("nan"), .number("-inf"), .number("inf"), .null, .bool(true), .bool(false)])
            ),
            (#""\ud800 alone""#, .string("\u{FFFD} alone")), ("{}", .object([:])), ("[]", .array([])),
        ])
    func json(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(
        "what is no JSON is refused with a place, whatever it is",
        arguments: [
            "", "{", "[1,]", "{\"a\" 1}", "01x", "nul", "\"open", "\"\\x\"", "1 2", "{a:1}", "\"\u{1}\"", "-", "tru",
            String(repeating: "[", count: 10_000),
        ])
    func notJSON(text: String) {
        #expect(throws: JSONFault.self) { try JSONValue(parsing: text) }
    }

    @Test("every beginning of a record is refused, and none ends the program")
    func cuts() throws {
        let text = #"{"problem_id": "p", "scores": {"é\u00e9": [1.5e3, -2]}, "x": null, "completion": "a\"b"}"#
        let bytes = Array(text.utf8)
        for end in bytes.indices {
            #expect(throws: JSONFault.self) { try JSONParser.value(of: Array(bytes[..<end]).span) }
        }
    }

    @Test("a path leads through objects and lists, a name with dots first")
    func paths() throws {
        let value = try JSONValue(parsing: #"{"a.b": 1, "a": {"b": 2, "c": [{"d": 3}]}}"#)
        #expect(value.at("a.b") == .number("1"))
        #expect(value.at("a.c.0.d") == .number("3"))
        #expect(value.at("a.c.1.d") == nil && value.at("x") == nil)
    }

    @Test("names that differ in their bytes are different members, though they look alike")
    func names() throws {
        let value = try JSONValue(parsing: "{\"\u{E9}\": 1, \"e\u{301}\": 2, \"e\\u0301\": 3}")
        #expect(value.object?.count == 2)
        #expect(value["\u{E9}"]?.integer == 1 && value["e\u{301}"]?.integer == 3)
    }

    @Test(
        "NUL, which ends a text in a database, is the sign for what cannot be read, and what stands behind it is kept")
    func nul() throws {
        #expect(try JSONValue(parsing: #"{"a\u0000b": "x\u0000y"}"#) == .object(["a\u{FFFD}b": .string("x\u{FFFD}y")]))
    }

    @Test("values are as deep as the limit, and no deeper")
    func depth() throws {
        let deepest = Bounds.depth.limit
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSONValue(parsing: nested(deepest)).array?.count == 1)
        #expect(throws: JSONFault.self) { try JSONValue(parsing: nested(deepest + 1)) }
    }

    @Test("values are as many as the limit, and no more")
    func count() throws {
        // The list itself is one of them.
        let most = "[" + String(repeating: "1,", count: Bounds.values.limit - 2) + "1]"
        #expect(try JSONValue(parsing: most).array?.count == Bounds.values.limit - 1)
        #expect(throws: JSONFault.self) { try JSONValue(parsing: "[1," + most.dropFirst()) }
    }

    @Test("what was looked at is told, also of a text that is none")
    func read() {
        var read = 0
        let bytes = Array("{\"a\": [1, x".utf8)
        #expect(throws: JSONFault.self) { try JSONParser.value(of: bytes.span, read: &read) }
        #expect(read == bytes.count - 1)
    }

    @Test(
        "a number is taken where it is one, whatever its size",
        arguments: [
            ("1e30", nil), ("9223372036854775807", Int.max), ("9223372036854775808", nil),
            ("-9223372036854775808", Int.min),
            ("3.0", 3), ("3.5", nil), ("1e400", nil), ("-0", 0),
        ] as [(String, Int?)])
    func integers(text: String, value: Int?) throws {
        #expect(try JSONValue(parsing: text).integer == value)
        #expect(JSONValue.string(text).integer == value)
    }

    @Test("an excerpt is short, and does not read more of the value than it needs")
    func excerpts() throws {
        let value = try JSONValue(parsing: #"{"b": [1, null, "x\ny"], "a": true}"#)
        #expect(value.excerpt(length: 100) == #"{"a": true, "b": [1, null, "x\ny"]}"#)
        let long = JSONValue.array(Array(repeating: .string(String(repeating: "y", count: 1000)), count: 100_000))
        #expect(long.excerpt(length: 50).count == 50)
    }
}
