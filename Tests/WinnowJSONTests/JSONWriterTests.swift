import Foundation
import Testing
import WinnowJSON
import WinnowText

@Suite("Writing JSON")
struct JSONWriterTests {
    private static let value: JSONValue = [
        "b": .array([.integer(1), .number(0.1), .number(3), .number(-0.0), .number("1.50e3"), .number(.nan)]),
        "a": ["é\u{85}": .string("\"\\\n\u{8}\u{1B}\u{7F}/"), "": .null], "c": .array([]), "d": [:], "e": .bool(true),
    ]

    @Test("members stay in order, numbers as they are, and each layout has its own signs")
    func layouts() {
        #expect(
            Self.value.json()
                == #"{"b": [1, 0.1, 3.0, 0.0, 1.50e3, null], "a": {"é\u0085": "\"\\\n\u0008\u001b\u007f/", "": null}, "#
                + #""c": [], "d": {}, "e": true}"#)
        #expect(
            Self.value.json(.compact)
                == "{\"b\":[1,0.1,3.0,0.0,1.50e3,null],\"a\":{\"é\u{85}\":\"\\\"\\\\\\n\\b\\u001b\u{7F}/\",\"\":null},"
                + "\"c\":[],\"d\":{},\"e\":true}")
        #expect(
            Self.value.json(.indented(levels: 2)) == #"""
                {
                  "b": [
                    1,
                    0.1,
                    3.0,
                    0.0,
                    1.50e3,
                    null
                  ],
                  "a": {
                    "é\u0085": "\"\\\n\u0008\u001b\u007f/",
                    "": null
                  },
                  "c": [],
                  "d": {},
                  "e": true
                }
                """#)
        #expect(JSONValue.array([.array([.integer(1), .integer(2)])]).json(.indented(levels: 1)) == "[\n  [1, 2]\n]")
        #expect(JSONValue.string("x").json() == "\"x\"" && JSONValue.object([:]).json(.indented(levels: 3)) == "{}")
    }

    @Test("the compact layout of texts by name is what Foundation's encoder writes, to the byte")
    func foundation() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let scalars = (0..<0x3000).compactMap(Unicode.Scalar.init) + ["\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}"]
        var texts = Dictionary(
            uniqueKeysWithValues: scalars.map { ("key_\($0.value)", "a\($0)\u{301}\($0)/") })
        texts["model"] = "a\"b\\c"
        texts["model_folder"] = "/x y"
        #expect(
            JSONValue.object(sorting: texts).json(.compact)
                == String(decoding: try encoder.encode(texts), as: UTF8.self))
    }

    @Test("what was written is read back", arguments: [JSONLayout.line, .compact, .indented(levels: 1)])
    func reading(layout: JSONLayout) throws {
        let value: JSONValue = ["a": Self.value, "x": .array([Self.value.at("a") ?? .null, .string("\u{2028}😀")])]
        let read = try JSONValue(parsing: value.json(layout))
        #expect(read.json(layout) == value.json(layout))
        #expect(read.at("a.a") == Self.value["a"])
    }

    @Test("an object keeps the order of its members, however many, and is equal to one of another order")
    func objects() {
        for count in [0, 1, 7, 8, 9, 10, 300] {
            var (object, reversed) = (JSONObject(), JSONObject())
            for index in 0..<count { object[ExactText("\(index)")] = .integer(index) }
            for index in (0..<count).reversed() { reversed[ExactText("\(index)")] = .integer(index) }
            #expect(object.map(\.key.text) == (0..<count).map(String.init))
            #expect(object == reversed && object.hashValue == reversed.hashValue)
            object["0"] = .null
            #expect(object.first?.value == (count == 0 ? nil : .null) || count == 0)
            object["0"] = nil
            #expect(object.map(\.key.text) == (0..<count).dropFirst().map(String.init))
            for index in 0..<count { #expect(object[ExactText("\(index)")] == (index == 0 ? nil : .integer(index))) }
            #expect((object == reversed) == (count == 0))
        }
        #expect(JSONObject([("a", .null), ("b", .null), ("a", .bool(true))]) == ["a": .bool(true), "b": .null])
    }

    @Test("an excerpt has its names in order and is as long as it may be")
    func excerpts() throws {
        let value = try JSONValue(parsing: #"{"b": [1, NaN], "a": "xyz"}"#)
        #expect(value.excerpt(length: 100) == #"{"a": "xyz", "b": [1, nan]}"#)
        #expect(value.excerpt(length: 4) == #"{"a""#)
    }
}
