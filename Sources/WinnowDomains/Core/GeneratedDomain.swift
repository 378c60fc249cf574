public import WinnowRandom

/// The problems of such a domain are written in tokens, so that tiny models can be trained on it.
public protocol GeneratedDomain<Problem>: DrawnDomain {
    /// The model's prompts and completions have these symbols.
    var vocabulary: Vocabulary { get }

    /// A solver's completion has at most so many tokens, end token included.
    var completionLimit: Int { get }

    /// Writes the prompt's tokens, ending with ``Vocabulary/separator``.
    ///
    /// The problem must be expressible in ``vocabulary``, as all that ``DrawnDomain/problem(_:using:)`` draws are.
    func prompt(for problem: Problem) -> [Int]

    /// Runs the formal solver and writes its trace, if it has one, and its answer as tokens; ties are broken at random.
    func solve(_ problem: Problem, using random: inout CounterRandom) -> Solution

    /// Splits a completion into trace and answer.
    func read(_ completion: [Int]) -> Reading

    /// Finds the tokens of an answer's text, or of a sentence on it, and leaves out what the vocabulary cannot say.
    func answerTokens(_ answer: String) -> [Int]
}

extension GeneratedDomain {
    public func promptText(for problem: Problem) -> String { vocabulary.text(prompt(for: problem)) }

    /// Finds the text itself and, of a prompt in the domain's tokens, the words without the marks of numbers (`n9`) and
    /// then without the labels of steps (`s1` before a sign).
    public func specifications(in text: String, reference: String?, target: Int?) -> [String] {
        Self.specifications(in: text)
    }

    static func specifications(in text: String) -> [String] {
        guard text.hasSuffix(Vocabulary.separatorSymbol) else { return [text] }
        let words = text.dropLast().split(separator: " ").map { word in
            word.first == "n" && word.dropFirst().allSatisfy(\.isNumber) ? word.dropFirst() : word
        }
        let unlabelled = words.indices.filter { index in
            let isLabel = words[index].first == "s" && words[index].dropFirst().allSatisfy(\.isNumber)
            return !(isLabel && index + 1 < words.count && ["+", "-", "*"].contains(words[index + 1]))
        }.map { words[$0] }
        return [text] + [words, unlabelled].map { $0.joined(separator: " ") }
    }
}

/// A solution is a solver's output as tokens.
public struct Solution: Hashable, Sendable {
    /// The trace is the intermediate tokens.
    public var trace: [Int]

    /// The answer has the tokens from the answer marker (`plan`, `ans`) to before the end token.
    public var answer: [Int]

    public init(trace: [Int], answer: [Int]) {
        self.trace = trace
        self.answer = answer
    }

    /// Gives the tokens a model is trained to write: the answer only, or trace and answer; the end token last.
    public func completion(_ style: CompletionStyle) -> [Int] {
        (style == .traced ? trace : []) + answer + [Vocabulary.end]
    }
}

/// The style says whether a model writes intermediate tokens before its answer.
public enum CompletionStyle: String, CaseIterable, Codable, Sendable {
    case traced
    case answerOnly = "answer-only"
}
