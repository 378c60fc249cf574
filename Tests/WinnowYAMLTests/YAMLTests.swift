import Testing
import WinnowBounds
import WinnowJSON
import WinnowYAML

@Suite("YAML")
struct YAMLTests {
    @Test(
        "values are read as they are written, quoted ones as texts",
        arguments: [
            ("a: [1, 2.50, -3e2, .nan, .inf, -.inf]", #"{"a": [1, 2.50, -3e2, NaN, Infinity, -Infinity]}"#),
            ("- yes\n- no\n- ~\n- null\n- 'null'\n- \"1\"\n- x y", #"[true, false, null, null, "null", "1", "x y"]"#),
            ("a: |\n  two\n  lines\nb: >-\n  folded\n  text", #"{"a": "two\nlines\n", "b": "folded text"}"#),
            ("# comment\n---\na: é\n...\n---\nsecond: 1", #"{"a": "é"}"#),
            ("a: &x {b: 1}\nc: *x\nd: [*x, *x]", #"{"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}, {"b": 1}]}"#),
            ("a: 12:30\nb: 0x1F\nc: 1_000\nd: 1e", #"{"a": "12:30", "b": "0x1F", "c": "1_000", "d": "1e"}"#),
            ("x: 9223372036854775807:59", #"{"x": "9223372036854775807:59"}"#),
            ("x: 99999999999999999999", #"{"x": 99999999999999999999}"#), ("a: 1\na: 2", #"{"a": 2}"#),
            ("\u{E9}: 1\ne\u{301}: 2", "{\"\u{E9}\": 1, \"e\u{301}\": 2}"),
            ("? a\n: 1", #"{"a": 1}"#), ("text", #""text""#),
        ])
    func values(yaml: String, json: String) throws {
        #expect(try YAMLDocument.value(of: yaml) == JSONValue(parsing: json))
    }

    @Test(
        "what is no YAML, or has no JSON value, is refused in one line",
        arguments: [
            "", "# nothing", "a: [1", "a: *x", "\tb: 1", "? [a]\n: 1", "{[a]: 1}", "{{a: 1}: 2}",
            "a: &x [1]\n*x : 2: 3",
            "%YAML 9.9\n---\na", "a: \"\\x\"", "- a\nb",
        ])
    func faults(yaml: String) {
        #expect { try YAMLDocument.value(of: yaml) } throws: { error in
            !"\(error)".isEmpty && !"\(error)".contains(where: \.isNewline)
        }
    }

    /// Lists of nine aliases each to the one before: nine times as many values a line.
    private func laughs(_ lines: Int, wrapped: (String) -> String = { $0 }) -> String {
        let first = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        return first
            + (1..<lines).map { line in
                let aliases = Array(repeating: "*a\(line - 1)", count: 9).joined(separator: ",")
                return "a\(line): &a\(line) [\(wrapped(aliases))]\n"
            }.joined()
    }

    @Test("aliases count as what they stand for")
    func aliases() throws {
        // 6 lines: 9 + 81 + … + 9^6 texts, and the lists around them.
        let value = try YAMLDocument.value(of: laughs(6))
        #expect(value["a5"]?.array?.count == 9)
        for lines in [7, 9, 40, 2000] {
            #expect { try YAMLDocument.value(of: laughs(lines)) } throws: {
                "\($0)" == "it has more than \(Bounds.values)"
            }
        }
        // As names they would be compared, which takes as long.
        #expect(throws: YAMLFault.self) { try YAMLDocument.value(of: laughs(6) + "? *a5\n: 1\n? [*a5, *a5]\n: 2\n") }
    }

    @Test("a long text that aliases repeat counts each time")
    func longAliases() throws {
        let text = String(repeating: "x", count: 100_000)
        let few = "a: &a \(text)\nb: [" + Array(repeating: "*a", count: 600).joined(separator: ",") + "]"
        #expect(try YAMLDocument.value(of: few)["b"]?.array?.count == 600)
        let many = "a: &a \(text)\nb: [" + Array(repeating: "*a", count: 700).joined(separator: ",") + "]"
        #expect { try YAMLDocument.value(of: many) } throws: { "\($0)" == "its aliases stand for more than 64 MiB" }
    }

    @Test(
        "what is nested without end is refused, whatever nests it",
        arguments: ["[", "{a: ", "- ", "? ", "[{a: "])
    func nesting(opening: String) {
        for count in [201, 1000, 500_000] {
            #expect(throws: YAMLFault.self) { try YAMLDocument.value(of: String(repeating: opening, count: count)) }
        }
    }

    @Test("a megabyte of anything is read in a moment")
    func large() throws {
        let size = 1_000_000
        #expect(
            try YAMLDocument.value(of: "- a\n" + String(repeating: "- 1\n", count: size / 4)).array?.count == size / 4
                + 1)
        for text in [
            "[" + String(repeating: "a,", count: size / 2) + "b]",
            "x: \"" + String(repeating: "\\n", count: size / 2) + "\"",
            String(repeating: "a: 1\n", count: size / 5), "|\n" + String(repeating: "  x\n", count: size / 4),
            "[" + String(repeating: "&a x,", count: size / 5) + "]",
        ] { #expect(throws: Never.self) { try YAMLDocument.value(of: text) } }
    }
}
