public import WinnowDomains

/// The reward of TinyZero's countdown task.
///
/// The digits of the equation, taken run by run, have to be the given numbers, each once. The equation may have digits,
/// `+ - * / ( ) .` and white space, and is evaluated by Python; its value has to be within 10⁻⁵ of the target. Digits are
/// not the same as numbers, nor these characters as the four operations: `.5` counts as a 5, `**` is a power, `//`
/// rounds, and a sign may stand anywhere.
///
/// Source: TinyZero, `verl/utils/reward_score/countdown.py`, Pan et al. 2025.
public struct TinyZeroReward: CountdownChecker {
    public init() {}

    public var name: String { "tinyzero" }

    public var summary: String {
        "its runs of digits are the given numbers, and Python's value of it is within 0.00001 of the target"
    }

    public var source: String { "TinyZero (Pan et al. 2025), reward_score/countdown.py" }

    public var subject: CheckedSubject { .answer }

    public func verdict(on answer: String, of problem: CountdownProblem) -> PublishedVerdict {
        guard let numbers = NumberWords.runs(in: answer) else { return .rejected("other numbers than the given") }
        guard numbers.sorted(by: >) == problem.numbers else { return .rejected("other numbers than the given") }
        do {
            let value = try PythonValue(PythonExpression(answer, grammar: .digits))
            // A whole number is subtracted exactly, as in Python.
            if case .integer(let whole) = value {
                return whole == Int128(problem.target) ? .accepted : .rejected("the value is \(whole)")
            }
            let isClose = abs(value.real - Double(problem.target)) < 1e-5
            return isClose ? .accepted : .rejected("the value is \(value.real)")
        } catch let error as PythonSyntaxError {
            return error.verdict
        } catch let stop as EvaluationStop {
            return stop.verdict
        } catch {
            return .undecided("\(error)")
        }
    }
}
