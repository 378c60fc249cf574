public import WinnowCore
import WinnowSelection
import WinnowStatistics

/// A condition says which problems of a run are meant, by what becomes of them at all of their candidates.
public enum ProblemCondition: Hashable, Sendable {
    /// The strategy of this name is right with a probability of at least one half.
    case right(String)

    /// The strategy of this name is right with a probability below one half, whether it is wrong or withholds its
    /// answer.
    case wrong(String)

    /// A candidate is right.
    case covered

    /// No candidate is right.
    case uncovered

    /// No answer has more than half of the votes.
    case disagree

    /// No candidate has an answer that can be read.
    case noAnswer

    /// The problems with the smallest shares of right candidates come first; none is left out.
    case hard

    /// These conditions need no name of a strategy.
    private static let plain: KeyValuePairs<String, ProblemCondition> = [
        "covered": .covered, "uncovered": .uncovered, "disagree": .disagree, "no-answer": .noAnswer, "hard": .hard,
    ]

    /// Reads a condition as users write it: `covered`, or of a strategy `majority-wrong` or `wrong:majority`.
    ///
    /// - Throws: ``ExperimentError`` for another text, with all conditions there are.
    public init(_ text: String) throws(ExperimentError) {
        if let plain = Self.plain.first(where: { $0.key == text }) {
            self = plain.value
            return
        }
        let signs: KeyValuePairs<String, (String) -> ProblemCondition> = ["right": Self.right, "wrong": Self.wrong]
        for (sign, condition) in signs {
            for name in [text.without(prefix: sign + ":"), text.without(suffix: "-" + sign)] {
                guard let name, Strategies.named(name) != nil else { continue }
                self = condition(name)
                return
            }
        }
        let ofStrategies = Strategies.all.map(\.name).flatMap { name in
            ["right", "wrong"].flatMap { ["\(name)-\($0)", "\($0):\(name)"] }
        }
        throw ExperimentError.unknown(
            "condition", text, among: Self.plain.map(\.key) + ofStrategies,
            hint:
                "the conditions are \(Self.plain.map(\.key).joined(separator: ", ")), and NAME-right or NAME-wrong of a "
                + "strategy, of which there are \(Strategies.all.map(\.name).joined(separator: ", "))")
    }

    /// The conditions of plain words and forms, for help.
    public static var forms: [String] { plain.map(\.key) + ["NAME-right", "NAME-wrong", "right:NAME", "wrong:NAME"] }

    /// The condition is about the strategy of this name; nil where it is about none.
    var strategy: String? {
        switch self {
        case .right(let name), .wrong(let name): name
        case .covered, .uncovered, .disagree, .noAnswer, .hard: nil
        }
    }

    /// Tells whether a problem is meant.
    func holds(of problem: ProblemStanding) -> Bool {
        switch self {
        case .right(let name): problem.isRight(name)
        case .wrong(let name): !problem.isRight(name)
        case .covered: problem.isCovered
        case .uncovered: !problem.isCovered
        case .disagree: problem.votes.isSplit
        case .noAnswer: problem.votes.parties.isEmpty
        case .hard: true
        }
    }

    /// The condition reads as the end of `problems where …`; nil where it leaves none out.
    var words: String? {
        switch self {
        case .right(let name): "\(name) is right"
        case .wrong(let name): "\(name) is not right"
        case .covered: "a candidate is right"
        case .uncovered: "no candidate is right"
        case .disagree: "no answer has more than half of the votes"
        case .noAnswer: "no candidate has an answer"
        case .hard: nil
        }
    }
}

extension String {
    fileprivate func without(prefix: String) -> String? {
        utf8.starts(with: prefix.utf8) ? String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : nil
    }

    fileprivate func without(suffix: String) -> String? {
        utf8.reversed().starts(with: suffix.utf8.reversed())
            ? String(decoding: utf8.dropLast(suffix.utf8.count), as: UTF8.self) : nil
    }
}
