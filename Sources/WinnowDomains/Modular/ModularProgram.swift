/// A problem of ``ChainDomain`` has a start value and the steps that are applied to it, modulo 97.
public struct ModularProgram: Hashable, Sendable {
    /// The start is the value before the first step, in 0...96.
    public let start: Int

    /// There are one to twelve steps.
    public let steps: [ModularStep]

    /// The vocabulary can number at most so many steps.
    public static let maximumSteps = 12

    /// Makes a program whose references point to earlier steps and whose numbers are residues.
    ///
    /// - Throws: ``ProblemError`` for a program that is not one.
    public init(start: Int, steps: [ModularStep]) throws(ProblemError) {
        guard (0..<ModularOperation.modulus).contains(start) else {
            throw ProblemError("the start \(start) is not in 0...96")
        }
        guard (1...Self.maximumSteps).contains(steps.count) else {
            throw ProblemError("a program has 1 to \(Self.maximumSteps) steps, not \(steps.count)")
        }
        for (index, step) in steps.enumerated() {
            guard step.operation != .divide else { throw ProblemError("step \(index + 1) divides; use + - *") }
            switch step.operand {
            case .literal(let number) where !(0..<ModularOperation.modulus).contains(number):
                throw ProblemError("step \(index + 1): \(number) is not in 0...96")
            case .result(let earlier) where !(1..<index + 1).contains(earlier):
                throw ProblemError("step \(index + 1) refers to s\(earlier), which is not an earlier step")
            default: break
            }
        }
        self.start = start
        self.steps = steps
    }

    /// Makes a program that is known to be one.
    init(checkedStart start: Int, steps: [ModularStep]) {
        self.start = start
        self.steps = steps
    }
}

/// Reads the texts of modular programs byte by byte; spaces and semicolons only separate.
struct ModularScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Tells whether only separators are left.
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
    ///
    /// - Throws: ``ProblemError`` for a sign without an operand.
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

    /// Gives the error for a text that goes on, or stops, where it should not.
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
