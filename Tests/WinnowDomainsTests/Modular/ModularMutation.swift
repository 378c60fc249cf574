import Testing
import WinnowDomains
import WinnowRandom

/// A change to one line of a right trace of chain or unchain, with the error that it must give.
struct ModularMutation: Sendable, CustomTestStringConvertible {
    let name: String
    let kind: String

    /// Changes the line (counted from 0) and returns the 1-based step of the first error.
    let apply: @Sendable (_ lines: inout [[Int]], _ line: Int) -> Int

    var testDescription: String { name }

    /// A line's tokens are `s n op n = n ;`: numbers are 3...99, labels 100...111, `;` is 112, `+` 113, `-` 114.
    static let all: [ModularMutation] = [
        change("another result", "wrong_result") { $0[5] = otherNumber($0[5]) },
        change("another running value", "wrong_left") { $0[1] = otherNumber($0[1]) },
        change("another operand", "wrong_operand") { $0[3] = otherNumber($0[3]) },
        change("another operation", "wrong_operation") { $0[2] = $0[2] == 113 ? 114 : 113 },
        change("another label", "wrong_step") { $0[0] = $0[0] == 100 ? 101 : $0[0] - 1 },
        change("a semicolon for the equals sign", "syntax") { $0[4] = 112 },
        change("a token missing", "syntax") { $0.remove(at: 3) },
        change("a token too many", "syntax") { $0.insert(3, at: 6) },
        ModularMutation(name: "a line twice", kind: "wrong_step") { lines, line in
            let line = min(line, lines.count - 2)
            lines.insert(lines[line], at: line)
            return line + 2
        },
        ModularMutation(name: "a line left out", kind: "wrong_step") { lines, line in
            let line = min(line, lines.count - 2)
            lines.remove(at: line)
            return line + 1
        },
        ModularMutation(name: "the last line again", kind: "extra_step") { lines, _ in
            lines.append(lines[lines.count - 1])
            return lines.count
        },
        ModularMutation(name: "the last semicolon missing", kind: "syntax") { lines, _ in
            lines[lines.count - 1].removeLast()
            return lines.count
        },
    ]

    private static func change(
        _ name: String, _ kind: String, _ change: @escaping @Sendable (inout [Int]) -> Void
    ) -> ModularMutation {
        ModularMutation(name: name, kind: kind) { lines, line in
            change(&lines[line])
            return line + 1
        }
    }

    private static func otherNumber(_ token: Int) -> Int { token == 99 ? 3 : token + 1 }

    /// Applies the mutation to right traces of 300 problems and expects the error.
    func isCaught(in domain: some TracedDomain) throws {
        try DomainLaws.forEachProblem(of: domain, count: 300) { problem, _, random in
            let solution = domain.solve(problem, using: &random)
            var lines = stride(from: 0, to: solution.trace.count, by: 7).map { Array(solution.trace[$0..<$0 + 7]) }
            let step = apply(&lines, random.below(lines.count))
            let completion = lines.flatMap { $0 } + solution.answer + [Vocabulary.end]
            let check = domain.checkTrace(of: completion, for: problem)
            try #require(check.legal == false && !check.complete)
            try #require(check.error?.kind == kind, "\(domain.vocabulary.text(completion)): \(check)")
            try #require(check.error?.step == step, "\(domain.vocabulary.text(completion)): \(check)")

            // The step labels agree with the check up to its first error.
            let labels = domain.stepLabels(of: completion, for: problem)
            try #require(labels.filter { $0.step < step }.allSatisfy { $0.stepCorrect && $0.stateSolvable })
            try #require(labels.first { $0.step == step }.map { !$0.stepCorrect } ?? (kind == "syntax"))
        }
    }
}
