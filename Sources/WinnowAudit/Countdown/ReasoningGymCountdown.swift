public import WinnowDomains

/// The scorer of reasoning-gym's countdown task, where a score of 1 is an acceptance.
///
/// SymPy parses the answer and its value has to be close to the target, by a relative 10⁻⁵ and an absolute 10⁻⁶; the
/// whole words of digits in the text have to be the given numbers, each once. SymPy knows factorials, roots, powers,
/// bits and constants; and a number that touches a letter or an underscore, such as `1e1`, `0x10` or `1_0`, is no word
/// of digits, so that it is free.
///
/// Source: reasoning-gym, `reasoning_gym/games/countdown.py`, arXiv 2505.24760; `numpy.isclose`.
public struct ReasoningGymCountdown: CountdownChecker {
    public init() {}

    public var name: String { "reasoning-gym-countdown" }

    public var summary: String {
        "its words of digits are the given numbers, and SymPy's value of it is close to the target"
    }

    public var source: String { "reasoning-gym (arXiv 2505.24760), games/countdown.py" }

    public var subject: CheckedSubject { .answer }

    public func verdict(on answer: String, of problem: CountdownProblem) -> PublishedVerdict {
        SymbolicAnswer.verdict(on: answer) { value in
            guard let real = value.real else { return .rejected("SymPy has no number for it") }
            guard NumberWords.words(in: answer)?.sorted(by: >) == problem.numbers else {
                return .rejected("other numbers than the given")
            }
            let target = Double(problem.target)
            return abs(real - target) <= 1e-6 + 1e-5 * abs(target) ? .accepted : .rejected("the value is \(real)")
        }
    }
}

/// An answer is read as SymPy reads it.
enum SymbolicAnswer {
    static func verdict(on answer: String, _ judge: (SymbolicValue) -> PublishedVerdict) -> PublishedVerdict {
        do {
            let text = answer.trimmed
            guard !text.isEmpty else { return .rejected("it is empty") }
            return judge(try SymbolicValue(PythonExpression(text, grammar: .symbolic)))
        } catch let error as PythonSyntaxError {
            return error.verdict
        } catch let stop as EvaluationStop {
            return stop.verdict
        } catch {
            return .undecided("\(error)")
        }
    }
}

extension String {
    /// The text without white space at its ends.
    fileprivate var trimmed: String {
        let characters = drop(while: \.isWhitespace)
        return String(characters.reversed().drop(while: \.isWhitespace).reversed())
    }
}
