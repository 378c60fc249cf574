extension ScoredStrategy {
    /// Reads names such as `orm-max`, `prm-min-vote`, `orm-top5-vote`, `orm-over0.5-vote` or `yesno-check-x4-max`, and so
    /// those of any scorer.
    ///
    /// A reduction before the rule is one of the scorer's steps; `x4` before it is the mean of 4 repeats. `prm` with a
    /// reduction stands for the process scorer of a target.
    ///
    /// - Returns: nil where the name does not end in a rule.
    public init?(named name: String, target: ProcessLabel = .policyValue) {
        guard let (rule, rest) = ScoreRule.parsing(name) else { return nil }
        var parts = rest.split(separator: "-", omittingEmptySubsequences: false)
        var verifications: Int?
        if parts.count > 1, let last = parts.last, last.first == "x", let count = Int(last.dropFirst()), count > 0 {
            verifications = count
            parts.removeLast()
        }
        let reduction = parts.count > 1 ? parts.last.flatMap { StepReduction(rawValue: String($0)) } : nil
        if reduction != nil { parts.removeLast() }
        var scorer = parts.joined(separator: "-")
        guard !scorer.isEmpty else { return nil }
        if scorer == Self.processScorer, reduction != nil { scorer = target.scorer }
        self.init(ScoreSource(scorer, reduction), rule, verifications: verifications)
    }

    private static let processScorer = "prm"

    /// The name is that of the scorer, without the target where a process scorer has the usual one.
    var sourceName: String {
        let isUsual = source.scorer == ProcessLabel.policyValue.scorer && source.reduction != nil
        let named = isUsual ? ScoreSource(Self.processScorer, source.reduction) : source
        return "\(named)" + (verifications.map { "-x\($0)" } ?? "")
    }

    /// People read this of the scorer.
    var scorerText: String {
        let steps: String? =
            switch source.reduction {
            case .last: "last step"
            case .min: "lowest step"
            case .prod: "product of the steps"
            case .mean: "mean of the steps"
            case nil: nil
            }
        return source.scorer + (steps.map { ", \($0)" } ?? "") + (verifications.map { ", mean of \($0)" } ?? "")
    }
}

extension Strategies {
    /// These scorers come with Winnow, by the names of their scores; process scorers are apart.
    public static let scorers = ["orm", "yesno", "yesno-check", "logistic"]

    /// Gives the strategies of the bundled scorers.
    ///
    /// - Parameter target: of the process scorer.
    public static func scored(target: ProcessLabel = .policyValue) -> [ScoredStrategy] {
        let sources =
            [ScoreSource(scorers[0])] + StepReduction.allCases.map { ScoreSource(target.scorer, $0) }
            + scorers.dropFirst().map { ScoreSource($0) }
        return sources.flatMap { source in [.max, .vote].map { ScoredStrategy(source, $0) } }
    }
}
