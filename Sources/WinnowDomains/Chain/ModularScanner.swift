/// Reads the texts of modular programs byte by byte; spaces and semicolons only separate.
struct ModularScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Whether only separators are left.
    mutating func isAtEnd() -> Bool {
        skipSeparators()
        return position == bytes.count
    }

    /// Consumes the character if it is the next one.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSeparators()
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Consumes a number of at most six digits, or returns nil where there is none.
    mutating func takeNumber() -> Int? {
        skipSeparators()
        let first = position
        var value = 0
        while position < bytes.count, position - first < 6, (0x30...0x39).contains(bytes[position]) {
            value = value * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        return position > first ? value : nil
    }

    /// Consumes steps such as `+9; *s1` up to what is not one.
    mutating func takeSteps() throws(ProblemError) -> [ModularStep] {
        var steps: [ModularStep] = []
        while let operation = takeOperation() {
            let isReference = take("s")
            guard let number = takeNumber() else {
                throw ProblemError("step \(steps.count + 1) has no operand at character \(position + 1)")
            }
            steps.append(ModularStep(operation, isReference ? .result(number) : .literal(number)))
        }
        return steps
    }

    /// The error for a text that goes on, or stops, where it should not.
    func unexpected(expecting what: String, example: String) -> ProblemError {
        ProblemError("expected \(what) at character \(position + 1); a problem looks like \"\(example)\"")
    }

    private mutating func takeOperation() -> ModularOperation? {
        if take("+") { return .add }
        if take("-") { return .subtract }
        if take("*") { return .multiply }
        return nil
    }

    private mutating func skipSeparators() {
        while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x3B || bytes[position] == 0x09 {
            position += 1
        }
    }
}
