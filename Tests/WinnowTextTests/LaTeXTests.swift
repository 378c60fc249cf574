import Foundation
import Testing
import WinnowText

/// Reads LaTeX as TeX's scanner does, as far as text and the encoder's commands go.
///
/// Source: Knuth, The TeXbook, chapter 7 (categories of characters) and chapter 8 (how characters become tokens).
private struct LaTeXScanner {
    private let scalars: [Unicode.Scalar]
    private var place = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    static let commands = [
        "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textless": "<", "textgreater": ">",
        "textbar": "|", "dag": "†", "dots": "…", "ge": "≥", "times": "×", "cdot": "·", "infty": "∞", "Sigma": "Σ",
    ]

    /// The text that is typeset; nil for anything active: an unknown command, a macro's parameter, a comment, an
    /// alignment, a script, or braces and mathematics that are not closed.
    mutating func text() -> String? {
        var result = String.UnicodeScalarView()
        var (depth, isMathematics) = (0, false)
        while place < scalars.count {
            let scalar = scalars[place]
            place += 1
            switch scalar {
            case "\\":
                guard let meaning = command() else { return nil }
                result += meaning.unicodeScalars
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth < 0 { return nil }
            case "$": isMathematics.toggle()
            case "&", "%", "#", "_", "^", "~": return nil
            case "-" where isMathematics: result.append("−")
            default:
                // What the fonts join.
                if let next = place < scalars.count ? scalars[place] : nil, scalar == next,
                    "-'`,".unicodeScalars.contains(scalar)
                {
                    return nil
                }
                result.append(scalar)
            }
        }
        return depth == 0 && !isMathematics ? String(result) : nil
    }

    private mutating func command() -> String? {
        guard place < scalars.count else { return nil }
        var name = String.UnicodeScalarView()
        while place < scalars.count, scalars[place].isASCII, scalars[place].properties.isAlphabetic {
            name.append(scalars[place])
            place += 1
        }
        if !name.isEmpty {
            // A command takes the spaces behind it; the encoder ends it by braces or mathematics.
            guard place < scalars.count, scalars[place] == "{" || scalars[place] == "$" else { return nil }
            return Self.commands[String(name)]
        }
        defer { place += 1 }
        return "&%$#_{}".unicodeScalars.contains(scalars[place]) ? String(Character(scalars[place])) : nil
    }
}

@Suite("LaTeX")
struct LaTeXTests {
    @Test("every text comes back from TeX's scanner, and nothing of it is a command")
    func texts() {
        let attacks = [
            #"\input{/etc/passwd}"#, "\\write18{touch ran}", "%\u{301}comment", "a--b", "''", "``", "^^5c", "#1", "$x$",
            "\\\\[1cm]",
            "†≥−×·∞Σ…", "{\u{20E3}", "é", "a\\\u{301}b",
        ]
        for text in Marked.texts + attacks {
            var scanner = LaTeXScanner(LaTeXText.escaped(text))
            #expect(
                scanner.text().map { Array($0.utf8) } == Array(VisibleText.line(text).utf8), "\(text.debugDescription)")
        }
    }

    @Test(
        "a row that begins with a bracket or a star is not an argument of the line before",
        arguments: ["[1]", "*", "[\u{301}x", "*\u{FE0F}"])
    func rows(text: String) {
        #expect(LaTeXText.row([LaTeXText.escaped(text), "b"]).utf8.starts(with: "{}".utf8))
        #expect(LaTeXText.row(["a", text]).utf8.starts(with: "a & ".utf8))
    }
}
