import Foundation
import TestGuards
import Testing
import WinnowText

@Suite("Encoders, read back by what they are for")
struct EncoderTests {
    @Test("gnuplot reads a string back, runs nothing of it, and no line of it is a command")
    func gnuplot() throws {
        try Receiver.withFolder { folder in
            let attacks = [
                "'\u{301}`touch ran`", "`touch ran`", "' ; system 'touch ran' ; '", "'\n!touch ran\n'", "@ran", "\\",
                "'",
                "a\\' ; system(\"touch ran\") #", "} ; system \"touch ran\" ; {", "\r\nsystem 'touch ran'\r\n",
            ]
            let texts = Marked.texts + attacks
            let script = texts.map { "print \(GnuplotText.string($0))\n" }.joined()
            try Data(script.utf8).write(to: folder.appending(path: "x.gp"))
            let output = try Receiver.run("gnuplot", ["-d", "x.gp"], in: folder, error: true)
            let lines = String(decoding: output, as: UTF8.self).utf8.split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            #expect(lines.count == texts.count + 1)
            for (text, line) in try pairs(texts, lines.prefix(texts.count)) {
                #expect(Array(line) == Array(VisibleText.line(text).utf8), "\(text.debugDescription)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.gp"])
        }
    }

    @Test("gnuplot reads a tick's text back with its percent signs")
    func gnuplotFormats() throws {
        try Receiver.withFolder { folder in
            let texts = ["50%", "%s%d\u{301}", "%\u{301}", "100%%", "%'\u{20E3}"]
            let script = texts.map { "print sprintf(\(GnuplotText.format($0)))\n" }.joined()
            try Data(script.utf8).write(to: folder.appending(path: "x.gp"))
            let output = try Receiver.run("gnuplot", ["-d", "x.gp"], in: folder, error: true)
            #expect(Array(output) == Array((texts.joined(separator: "\n") + "\n").utf8))
        }
    }

    @Test("SQLite's reader of CSV reads every field back, byte for byte")
    func csv() throws {
        try Receiver.withFolder { folder in
            let texts = Marked.texts + ["a\"\u{301},b", "\r\n", "\"", "", ",\u{20E3}"]
            let rows = texts.enumerated().map { "\($0),\(CSVText.field($1)),end\n" }.joined()
            try Data("n,text,end\n\(rows)".utf8).write(to: folder.appending(path: "x.csv"))
            let output = try Receiver.run(
                "sqlite3",
                [
                    ":memory:", "-cmd", ".import --csv x.csv t",
                    "SELECT hex(text) || ' ' || \"end\" FROM t ORDER BY n + 0",
                ],
                in: folder)
            let lines = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == texts.count + 1)
            for (text, line) in try pairs(texts, lines.prefix(texts.count)) {
                let hexadecimal = text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
                    .joined()
                #expect(line == "\(hexadecimal) end", "\(text.debugDescription)")
            }
        }
    }

    @Test(
        "a text that a spreadsheet would compute is shown where that was asked for, and left alone elsewhere",
        arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=\u{301}cmd|' /C calc'!A0", "=\"a\",b"])
    func formulas(text: String) {
        let field = CSVText.field(text, spreadsheet: true)
        #expect(field.utf8.starts(with: "'".utf8) || field.utf8.starts(with: "\"'".utf8))
        #expect(!CSVText.field(text).utf8.contains(UInt8(ascii: "'")) || text.contains("'"))
        #expect(CSVText.field("1-1", spreadsheet: true) == "1-1")
    }

    @Test("Foundation and SQLite read a JSON string back, and it has nothing that a terminal obeys")
    func json() throws {
        let texts = Marked.texts + ["\u{0}", "\u{9B}31m", "\u{85}\u{2028}", "\u{FEFF}x", "\u{10FFFF}", "\\u0041", "é"]
        let list = "[" + texts.map { JSONText.string($0) }.joined(separator: ",") + "]"
        let read = try JSONDecoder().decode([String].self, from: Data(list.utf8))
        #expect(read.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
        #expect(!list.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
    }

    @Test("a shell reads a word back, whatever is in it")
    func shell() throws {
        let texts =
            (Marked.texts + ["'\u{301}`touch ran`", "$(touch ran)", "a\n", "\n\n", "-n", "a b", "*", "~", "%s\\"])
            .filter {
                !$0.isEmpty
            }
        try Receiver.withFolder { folder in
            let script = texts.map { "printf '%s\\0' \(ShellText.word($0))\n" }.joined()
            let output = try Receiver.run("sh", [], input: Data(script.utf8), in: folder)
            let words = output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            #expect(words.count == texts.count)
            for (text, word) in try pairs(texts, words) {
                #expect(Array(word) == Array(text.utf8), "\(text.debugDescription)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
        for text in texts where text.utf8.last != 0x0A {
            #expect(!ShellText.word(text).unicodeScalars.contains(where: VisibleText.isHidden))
        }
    }
}
