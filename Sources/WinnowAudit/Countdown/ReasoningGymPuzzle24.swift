public import WinnowDomains

/// The scorer of reasoning-gym's puzzle24 task, where a score of 1 is an acceptance.
///
/// SymPy parses the answer and its value without the part behind the point has to be 24; the text has to have four words
/// of digits, each from 1 to 10. Which numbers were given is not looked at.
///
/// Its problems have four numbers from 1 to 10 and the target 24. On others its rule is applied with their own target, as
/// many numbers as they have, and numbers up to their largest where that is above 10.
///
/// Source: reasoning-gym, `reasoning_gym/games/puzzle24.py`, arXiv 2505.24760.
public struct ReasoningGymPuzzle24: CountdownChecker {
    public init() {}

    public var name: String { "reasoning-gym-puzzle24" }

    public var summary: String {
        "it has as many words of digits as numbers are given, from 1 to 10, and the whole part of SymPy's value is the target"
    }

    public var source: String { "reasoning-gym (arXiv 2505.24760), games/puzzle24.py" }

    public var subject: CheckedSubject { .answer }

    public func verdict(on answer: String, of problem: CountdownProblem) -> PublishedVerdict {
        SymbolicAnswer.verdict(on: answer) { value in
            guard let whole = value.truncated else { return .rejected("SymPy has no whole number for it") }
            guard let numbers = NumberWords.words(in: answer), numbers.count == problem.numbers.count else {
                return .rejected("not as many numbers as are given")
            }
            let largest = max(10, problem.numbers.max() ?? 10)
            guard numbers.allSatisfy({ (1...largest).contains($0) }) else {
                return .rejected("a number is not from 1 to \(largest)")
            }
            return whole == Int128(problem.target) ? .accepted : .rejected("the whole part of the value is \(whole)")
        }
    }
}
