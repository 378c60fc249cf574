import Testing
import WinnowText

@Suite("What cannot be seen")
struct VisibleTextTests {
    @Test(
        "control characters, signs that reorder and signs without width are shown as escapes",
        arguments: [
            ("\u{1B}[31m", "\\u001b[31m"), ("\u{9B}31m", "\\u009b31m"), ("\u{7F}", "\\u007f"), ("a\rb", "a\\rb"),
            ("\u{202E}gnp\u{2066}", "\\u202egnp\\u2066"),
            ("\u{200B}\u{FEFF}\u{2060}\u{AD}", "\\u200b\\ufeff\\u2060\\u00ad"),
            ("\u{E0041}", "\\udb40\\udc41"), ("\u{0}", "\\u0000"), ("\u{2028}", "\\u2028"), ("a\nb\tc", "a\\nb\\tc"),
            ("\u{1B}\u{301}]0;x\u{7}", "\\u001b\u{301}]0;x\\u0007"),
        ])
    func hidden(text: String, shown: String) {
        #expect(Array(VisibleText.shown(text).utf8) == Array(shown.utf8))
    }

    @Test(
        "what people write is left as it is",
        arguments: ["é e\u{301}", "👩‍👩‍👧 نص فارسی می‌خواهم", "a\\n", "×−†≥", "日本語", ""])
    func visible(text: String) {
        #expect(Array(VisibleText.shown(text).utf8) == Array(text.utf8))
    }

    @Test("lines of our own keep their breaks and tabs, and nothing else")
    func lines() {
        #expect(VisibleText.shown("a\n\tb\r\n\u{1B}", lines: true) == "a\n\tb\\r\n\\u001b")
        #expect(VisibleText.line("a\r\nb\nc\rd\u{2029}e") == "a b c\\rd e")
    }

    @Test("every scalar is shown or kept, and what is shown can be seen")
    func all() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = VisibleText.shown(String(String.UnicodeScalarView([scalar])))
            #expect(!text.unicodeScalars.contains(where: VisibleText.isHidden))
            if scalar.properties.generalCategory == .control { #expect(text.hasPrefix("\\")) }
        }
    }

    @Test("a page keeps the styles that are our own and shows every other escape")
    func styles() {
        let page = TerminalStyle.red.styled("a") + "\u{1B}[2J\u{1B}]0;x\u{7}\u{1B}[31\u{1B}"
        #expect(TerminalStyle.shown(page) == "\u{1B}[31ma\u{1B}[0m\\u001b[2J\\u001b]0;x\\u0007\\u001b[31\\u001b")
        #expect(TerminalStyle.shown("plain\n") == "plain\n")
    }
}

@Suite("Identity")
struct ExactTextTests {
    @Test("texts are the same when their bytes are, and only then")
    func bytes() {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        #expect(composed == decomposed)
        #expect(ExactText(composed) != ExactText(decomposed))
        #expect(Set([composed, decomposed, composed].map { ExactText($0) }).count == 2)
        #expect([ExactText("b"), ExactText("\u{E9}"), ExactText("a")].sorted().map(\.text) == ["a", "b", "\u{E9}"])
        // Hangul, and marks in another order, are canonically equal too.
        #expect(ExactText("\u{AC00}") != ExactText("\u{1100}\u{1161}"))
        #expect(ExactText("a\u{323}\u{307}") != ExactText("a\u{307}\u{323}"))
    }
}

@Suite("Names that look alike")
struct LookAlikeTests {
    @Test("names of other bytes and the same looks are marked with what tells them apart, and no others")
    func marks() {
        #expect(
            LookAlikes.marked(["\u{E9}", "e\u{301}", "x"]).map { ExactText($0) } == [
                "\u{E9} (U+00E9)", "e\u{301} (U+0301)", "x",
            ])
        #expect(LookAlikes.marked(["gpt", "g\u{440}t", "gpt"]) == ["gpt", "g\u{440}t (U+0440)", "gpt"])
        #expect(
            LookAlikes.marked(["a\u{200B}b", "ab", "a\u{2010}b", "a-b"]) == [
                "a\u{200B}b (U+200B)", "ab", "a\u{2010}b (U+2010)", "a-b",
            ])
        #expect(LookAlikes.marked(["\u{E9}", "\u{E9}", "e", "日本"]) == ["\u{E9}", "\u{E9}", "e", "日本"])
        #expect(LookAlikes.marked(["ﬁ", "fi"]) == ["ﬁ (U+FB01)", "fi"])
    }
}
