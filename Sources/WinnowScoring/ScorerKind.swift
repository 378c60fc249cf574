import WinnowSelection

/// A kind is one of learned scorers; raw values are what users type after `--kind`.
public enum ScorerKind: String, CaseIterable, Codable, Sendable {
    /// The scorer predicts after every token whether the candidate is right in the end (Cobbe et al., arXiv
    /// 2110.14168).
    case orm

    /// The scorer gives one value at the end of each step for each of three targets, named and never mixed: see
    /// `ProcessLabel`.
    case prm

    /// Answers yes or no to problem and candidate; the score is the probability of yes (arXiv 2408.15240).
    case yesno

    /// Writes a short check before it says yes or no, and can be asked again and again.
    case yesnoCheck = "yesno-check"

    /// The scorer is a logistic model on what the generator itself says of a candidate.
    case logistic

    /// A scorer's vocabulary has these symbols behind its generator's; those with value heads are the last.
    public var reservedSymbols: [String] {
        switch self {
        case .orm, .prm: ExpectationFeatures.symbols + valueSymbols
        case .yesno: ["<question>", "<yes>", "<no>"]
        case .yesnoCheck: ["<question>", "<yes>", "<no>", "<pass>", "<fail>"]
        case .logistic: []
        }
    }

    private var valueSymbols: [String] {
        switch self {
        case .orm: ["<value>"]
        case .prm: ProcessLabel.heads.map { "<\($0.key)>" }
        case .yesno, .yesnoCheck, .logistic: []
        }
    }

    /// So many of them have value heads.
    public var valueHeads: Int { valueSymbols.count }
}
