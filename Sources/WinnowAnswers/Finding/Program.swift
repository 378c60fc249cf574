/// Programs are answers as a whole: no line of one is its answer.
public enum Program {
    /// Finds the program that a text is or holds: the last fenced block that is code, or all of a text whose lines are code.
    ///
    /// - Returns: nil for a text that is no program.
    public static func found(in text: String) -> String? {
        if let block = lastBlock(in: text) { return lines(block).contains(where: isStatement) ? block : nil }
        return isWhole(text) ? text : nil
    }

    /// True for a text that is code from its first line to its last, without a fence.
    public static func isWhole(_ text: String) -> Bool {
        let lines = lines(text)
        if lines.count == 1, let line = lines.first { return isLoneStatement(line) }
        return lines.count >= 2 && lines.contains(where: isStatement) && lines.allSatisfy(isCode)
    }

    /// A line is told by so many of its first bytes.
    private static let longest = 2000

    /// The first lines that are not blank, no longer than is looked at.
    private static func lines(_ text: String) -> [String] {
        text.utf8.split(separator: 0x0A).prefix(2000).map { String(decoding: $0.prefix(longest), as: UTF8.self) }
            .filter { !$0.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
    }

    /// The content of the last fence that holds a statement, or, where none does, of the last. A fence that is never
    /// closed, as where a server stops at its end, holds the rest of the text.
    public static func lastBlock(in text: String) -> String? {
        let bytes = TextBytes(text)
        let blocks = blocks(in: bytes)
        let code = blocks.suffix(most).last { lines(bytes.string($0)).contains(where: isDefinition) }
        return (code ?? blocks.last).map { bytes.string($0) }
    }

    /// The fenced blocks that hold statements, of many the last.
    static func codeBlocks(in bytes: TextBytes) -> [Range<Int>] {
        blocks(in: bytes).suffix(most).filter { lines(bytes.string($0)).contains(where: isStatement) }
    }

    private static func blocks(in bytes: TextBytes) -> [Range<Int>] {
        let fences = bytes.places(of: "```").filter { bytes.isLineStart($0) }
        var blocks: [Range<Int>] = []
        for open in stride(from: 0, to: fences.count, by: 2) {
            let isClosed = open + 1 < fences.count
            let close = isClosed ? fences[open + 1] : bytes.bytes.count
            let start = min(bytes.lineEnd(from: fences[open]) + 1, close)
            // What was cut off is a block where there is something in it.
            if isClosed || !bytes.trimmed(start..<close).isEmpty { blocks.append(start..<close) }
        }
        return blocks
    }

    /// So many blocks are looked at.
    private static let most = 20

    private static let definitions = [
        "def ", "class ", "#include", "function ", "public ", "private ", "fn ", "func ", "int main", "using ",
        "async def ", "import ", "from ", "SELECT ", "package ", "impl ", "struct ", "theorem ", "lemma ", "pub ",
        "static ", "void ", "#!", "module ", "fun ", "object ", "export ", "interface ", "trait ", "enum ", "<?php",
        "INSERT ", "UPDATE ", "CREATE ", "DELETE ", "WITH ", "main ::", "namespace ", "instance ", "example :",
    ]

    private static let statements =
        definitions + [
            "return ", "return\t", "print(", "const ", "let ", "var ", "val ", "echo ", "println", "console.log(",
            "System.out.", "std::", "while True", "for (", "if (", "yield ",
        ]

    private static let others = [
        "if ", "for ", "while ", "else", "elif ", "try:", "except", "with ", "@", "#", "//", "}", "{", ")", "]", "pass",
        "break", "continue", "raise ", "yield ", "assert ", "\"\"\"", "'''", "global ", "lambda ", "package ", "return",
        "FROM ", "WHERE ", "ORDER BY ", "GROUP BY ", "HAVING ", "LIMIT ", "JOIN ", "LEFT JOIN ", "INNER JOIN ", "AND ",
        "OR ", "UNION", "VALUES ", "SET ", "end", "do ", "done", "fi", "then", "case ", "where ", "by ", "/*", "*",
        "--",
    ]

    /// A statement that begins a program of its own, and no test of one.
    private static func isDefinition(_ line: String) -> Bool {
        let text = bare(line)
        return definitions.contains { text.utf8.starts(with: $0.utf8) && isCodeAfter($0, text) }
    }

    private static func isStatement(_ line: String) -> Bool {
        let text = bare(line)
        return statements.contains { text.utf8.starts(with: $0.utf8) && isCodeAfter($0, text) } || isAssignment(text)
    }

    private static func bare(_ line: String) -> String { String(line.unicodeScalars.drop { $0.isSpacing }) }

    /// A name that is given what a call makes: `n = int(input())`.
    private static func isAssignment(_ line: String) -> Bool {
        guard let sign = line.firstRange(of: " = ") else { return false }
        let name = line[..<sign.lowerBound].unicodeScalars
        let value = line[sign.upperBound...].unicodeScalars
        return !name.isEmpty
            && name.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "_, ".unicodeScalars.contains($0) }
            && value.contains("(") && value.last == ")" && (value.first?.isASCIILetter ?? false)
    }

    /// One line alone is a program where a sentence could not be written so.
    private static func isLoneStatement(_ line: String) -> Bool {
        guard isStatement(line) else { return false }
        let text = bare(line)
        if text.utf8.starts(with: "SELECT ".utf8) { return text.contains(" FROM ") }
        return text.unicodeScalars.contains { "()[]{};=+*<>".unicodeScalars.contains($0) }
    }

    /// "from the first equation" and "let x be" are prose.
    private static func isCodeAfter(_ word: String, _ line: String) -> Bool {
        let prose = [
            "from ", "let ", "import ", "class ", "return ", "function ", "public ", "private ", "const ", "module ",
            "var ", "using ", "static ", "void ", "struct ", "theorem ", "lemma ", "package ", "object ", "val ",
            "interface ", "export ", "fun ", "enum ", "trait ", "namespace ", "instance ", "echo ", "def ", "func ",
            "WITH ", "yield ", "for (", "if (",
        ]
        guard prose.contains(word) else { return true }
        if let last = line.unicodeScalars.last, ".,!?".unicodeScalars.contains(last) { return false }
        let words = line.split(separator: " ").count
        switch word {
        case "from ": return line.contains(" import ")
        case "let ", "const ", "var ", "val ": return line.contains("=") && words <= 12
        case "return ": return words <= 4 || line.contains { "()[]+-*/=<>;{}\"'".contains($0) }
        case "theorem ", "lemma ", "instance ": return line.contains(":")
        case "using ", "static ", "void ", "struct ", "object ", "interface ", "export ", "fun ", "enum ", "trait ",
            "namespace ", "def ", "func ", "for (", "if (", "WITH ":
            return line.contains { "(){};=<:".contains($0) }
        default: return words <= 6 || line.contains("{") || line.contains("(")
        }
    }

    private static func isCode(_ line: String) -> Bool {
        if isStatement(line) { return true }
        let scalars = line.unicodeScalars
        if let first = scalars.first, first == " " || first == "\t" { return true }
        let text = bare(line)
        if others.contains(where: { text.utf8.starts(with: $0.utf8) }) { return true }
        if let last = text.unicodeScalars.last, ":;{}()[],\\".unicodeScalars.contains(last) { return true }
        return text.contains(" = ") || text.contains("(") && !text.contains(". ")
    }
}
