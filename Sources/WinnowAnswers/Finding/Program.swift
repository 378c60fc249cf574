/// Programs are answers as a whole: no line of one is its answer.
public enum Program {
    /// Finds the program that a text is or holds: the last fenced block of code of a language, or all of a text whose lines
    /// are code.
    ///
    /// - Returns: nil for a text that is no program.
    public static func found(in text: String) -> String? {
        if let block = lastBlock(in: text) {
            let lines = block.utf8.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
            if lines.contains(where: isStatement) { return block }
            return nil
        }
        let lines = text.utf8.split(separator: 0x0A).prefix(2000).map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
        guard lines.count >= 2, lines.contains(where: isStatement) else { return nil }
        return lines.allSatisfy(isCode) ? text : nil
    }

    /// The content of the last closed fence of a text.
    public static func lastBlock(in text: String) -> String? {
        let bytes = TextBytes(text)
        let fences = bytes.places(of: "```").filter { bytes.isLineStart($0) }
        guard fences.count >= 2 else { return nil }
        let closed = fences.count - fences.count % 2
        let (open, close) = (fences[closed - 2], fences[closed - 1])
        let start = min(bytes.lineEnd(from: open) + 1, close)
        return bytes.string(start..<close)
    }

    private static let statements = [
        "def ", "return ", "return\t", "import ", "from ", "class ", "print(", "#include", "function ", "public ",
        "private ",
        "fn ", "func ", "int main", "using namespace", "const ", "let ", "var ", "SELECT ", "async def ", "module ",
    ]

    private static let others = [
        "if ", "for ", "while ", "else", "elif ", "try:", "except", "with ", "@", "#", "//", "}", "{", ")", "]", "pass",
        "break", "continue", "raise ", "yield ", "assert ", "\"\"\"", "'''", "global ", "lambda ", "package ", "return",
    ]

    private static func isStatement(_ line: String) -> Bool {
        let text = String(line.unicodeScalars.drop { $0.isSpacing })
        return statements.contains { text.hasPrefix($0) && isCodeAfter($0, text) }
    }

    /// "from the first equation" and "let x be" are prose.
    private static func isCodeAfter(_ word: String, _ line: String) -> Bool {
        let prose = [
            "from ", "let ", "import ", "class ", "return ", "function ", "public ", "private ", "const ", "module ",
            "var ",
        ]
        guard prose.contains(word) else { return true }
        if let last = line.unicodeScalars.last, ".,!?".unicodeScalars.contains(last) { return false }
        let words = line.split(separator: " ").count
        switch word {
        case "from ": return line.contains(" import ")
        case "let ", "const ", "var ": return line.contains("=") && words <= 12
        case "return ": return words <= 4 || line.contains { "()[]+-*/=<>;{}\"'".contains($0) }
        default: return words <= 6 || line.contains("{") || line.contains("(")
        }
    }

    private static func isCode(_ line: String) -> Bool {
        if isStatement(line) { return true }
        let scalars = line.unicodeScalars
        if let first = scalars.first, first == " " || first == "\t" { return true }
        let text = String(scalars.drop { $0.isSpacing })
        if others.contains(where: { text.hasPrefix($0) }) { return true }
        if let last = text.unicodeScalars.last, ":;{}()[],\\".unicodeScalars.contains(last) { return true }
        return text.contains(" = ") || text.contains("(") && !text.contains(". ")
    }
}
