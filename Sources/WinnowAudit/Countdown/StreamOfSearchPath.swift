public import WinnowDomains

/// The path check behind the accuracy of Stream of Search.
///
/// A path is a list of operations `a?b=c`. Each has to compute to what it states, its operands have to be among the
/// numbers that are available, and the last has to make the target. What it states becomes available. Two things let
/// wrong paths through: operands are compared as texts with numbers, so that none is ever used up, and nothing asks that
/// all numbers be used. What is stated is digits, so that paths over fractions or negative numbers are turned down.
///
/// An answer that is an expression is read as its operations, each behind those it needs; a text in the stream's own
/// grammar is read as the stream.
///
/// Source: Gandhi et al., "Stream of Search", arXiv 2404.03683; `parse_trajectory` in the project's
/// `src/countdown_utils.py`.
public struct StreamOfSearchPath: CountdownChecker {
    public init() {}

    public var name: String { "sos-path" }

    public var summary: String {
        "each operation computes, takes numbers that were available at any time, and the last makes the target"
    }

    public var source: String { "Stream of Search (arXiv 2404.03683), parse_trajectory" }

    public var subject: CheckedSubject { .answer }

    public func verdict(on answer: String, of problem: CountdownProblem) -> PublishedVerdict {
        if answer.hasPrefix(Self.state) { return verdict(onStream: answer) }
        do throws(PythonSyntaxError) {
            let expression = try PythonExpression(answer, grammar: .digits)
            var operations: [Operation] = []
            if let reason = Self.list(expression, &operations).reason { return .rejected(reason) }
            return judge(operations, numbers: problem.numbers, target: problem.target)
        } catch {
            return error.verdict
        }
    }

    /// An operation is one line of a path.
    struct Operation: Hashable {
        var kind: PythonExpression.Infix
        var left: Int128
        var right: Int128
        var stated: Int128
    }

    private func judge(_ operations: [Operation], numbers: [Int], target: Int) -> PublishedVerdict {
        guard let last = operations.last else { return .rejected("it has no operation") }
        guard last.stated == Int128(target) else { return .rejected("the last operation does not make the target") }
        var available = Set(numbers.map { Int128($0) })
        for operation in operations {
            for operand in [operation.left, operation.right] where !available.contains(operand) {
                return .rejected("\(operand) is not available")
            }
            available.insert(operation.stated)
        }
        return .accepted
    }
}

// MARK: Expressions

extension StreamOfSearchPath {
    /// What became of a part of an expression: its value, or why no path can state it.
    private struct Part {
        var value: Int128 = 0
        var reason: String?
    }

    private static func list(_ expression: PythonExpression, _ operations: inout [Operation]) -> Part {
        switch expression {
        case .integer(let value): return Part(value: value)
        case .infix(let kind, let first, let second):
            let left = list(first, &operations)
            if left.reason != nil { return left }
            let right = list(second, &operations)
            if right.reason != nil { return right }
            let result = evaluate(kind, left.value, right.value)
            guard let stated = result.value, stated >= 0 else {
                return Part(reason: result.reason ?? "a path states whole numbers from 0 only")
            }
            operations.append(Operation(kind: kind, left: left.value, right: right.value, stated: stated))
            return Part(value: stated)
        default: return Part(reason: "a path has operations on whole numbers only")
        }
    }

    /// Computes one operation; a value that is no whole number is nil.
    private static func evaluate(
        _ kind: PythonExpression.Infix, _ left: Int128, _ right: Int128
    ) -> (value: Int128?, reason: String?) {
        do throws(EvaluationStop) {
            switch try PythonValue(.infix(kind, .integer(left), .integer(right))) {
            case .integer(let value): return (value, nil)
            case .real(let value):
                guard value == value.rounded(), abs(value) < 0x1p120 else { return (nil, nil) }
                return (Int128(value), nil)
            }
        } catch {
            return (nil, error.verdict.reason)
        }
    }
}

// MARK: Streams

extension StreamOfSearchPath {
    private static let state = "Current State: "
    private static let exploring = "Exploring Operation: "

    /// Judges a whole stream of search, whose first line has the problem.
    ///
    /// - Complexity: linear in the stream's length.
    public func verdict(onStream stream: String) -> PublishedVerdict {
        let lines = stream.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        guard let first = lines.first, let problem = Self.state(in: first) else {
            return .rejected("the first line has no state")
        }
        guard let goal = lines.firstIndex(where: Self.reachesGoal) else { return .rejected("no goal is reached") }
        let before = lines[..<goal]
        guard let final = before.lazy.compactMap(Self.explored).last else {
            return .rejected("no operation leads there")
        }
        guard let stated = final.split(separator: "=").dropFirst().first.flatMap({ Int128($0) }),
            stated == Int128(problem.target)
        else { return .rejected("the last operation does not make the target") }
        guard let path = before.lazy.compactMap(Self.operations).last else {
            return .rejected("no state has a list of operations")
        }
        var operations: [Operation] = []
        for text in path + [final] {
            switch Self.operation(text) {
            case .success(let operation): operations.append(operation)
            case .failure(let failure): return failure.verdict
            }
        }
        return judge(operations, numbers: problem.numbers, target: problem.target)
    }

    /// Reads `Current State: T:[a, b]` off the front of a line.
    private static func state(in line: String) -> (target: Int, numbers: [Int])? {
        guard line.hasPrefix(state) else { return nil }
        let rest = line.dropFirst(state.count)
        guard let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]"),
            rest[..<open].last == ":", let target = number(rest[..<open].dropLast())
        else { return nil }
        let numbers = rest[rest.index(after: open)..<close].split(separator: ",").map {
            number($0.drop { $0 == " " })
        }
        let known = numbers.compactMap { $0 }
        return known.count == numbers.count && !known.isEmpty ? (target, known) : nil
    }

    /// Tells whether a line has `v,T equal: Goal Reached`, whatever the two numbers are.
    private static func reachesGoal(_ line: String) -> Bool {
        guard let mark = line.range(of: " equal: Goal Reached") else { return false }
        let parts = line[..<mark.lowerBound].reversed().split(separator: ",", maxSplits: 1)
        return parts.count == 2 && parts[0].allSatisfy(isDigit) && !parts[0].isEmpty
            && parts[1].first.map(isDigit) == true
    }

    /// Finds the operation that a line explores, up to what follows from it.
    private static func explored(_ line: String) -> String? {
        guard let begin = line.range(of: exploring),
            let end = line.range(of: ", Resulting Numbers: [", in: begin.upperBound..<line.endIndex),
            line[end.upperBound...].contains("]")
        else { return nil }
        let operation = line[begin.upperBound..<end.lowerBound]
        guard let equals = operation.lastIndex(of: "="), number(operation[operation.index(after: equals)...]) != nil
        else { return nil }
        return String(operation)
    }

    /// Finds the list of operations of a state.
    private static func operations(_ line: String) -> [String]? {
        guard line.hasPrefix(state) || line.contains(state), let begin = line.range(of: "], Operations: [") else {
            return nil
        }
        guard let close = line[begin.upperBound...].firstIndex(of: "]") else { return nil }
        return line[begin.upperBound..<close].split(separator: ", ", omittingEmptySubsequences: false).map {
            String($0.filter { $0 != "'" })
        }
    }

    private struct Failure: Error {
        var verdict: PublishedVerdict
    }

    private static func operation(_ text: String) -> Result<Operation, Failure> {
        func failure(_ reason: String) -> Result<Operation, Failure> { .failure(Failure(verdict: .rejected(reason))) }
        let sides = text.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2, let stated = Int128(sides[1]) else { return failure("an operation is not a?b=c") }
        do throws(PythonSyntaxError) {
            guard
                case .infix(let kind, .integer(let left), .integer(let right)) = try PythonExpression(
                    String(sides[0]), grammar: .digits)
            else { return failure("an operation has not two operands") }
            let result = evaluate(kind, left, right)
            guard result.value == stated else { return failure(result.reason ?? "an operation does not compute") }
            return .success(Operation(kind: kind, left: left, right: right, stated: stated))
        } catch {
            return .failure(Failure(verdict: error.verdict))
        }
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    private static func number(_ digits: Substring) -> Int? {
        digits.isEmpty || digits.count > 18 || !digits.allSatisfy(isDigit) ? nil : Int(digits)
    }
}

extension String {
    /// Finds the first place of a text, without Foundation.
    fileprivate func range(of text: String, in part: Range<Index>? = nil) -> Range<Index>? {
        let part = part ?? startIndex..<endIndex
        return self[part].firstRange(of: text)
    }
}
