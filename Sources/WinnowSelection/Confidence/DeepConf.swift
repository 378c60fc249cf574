/// The answer has the largest sum of the traces' confidences, of all of them or of a share that is the most confident.
///
/// Where a share is kept, it is of the k drawn, rounded up, from those with an answer; who ties with the last of them is
/// kept too. A constant confidence is the plain majority.
///
/// Checked against the paper's code: the confidence of a token, the four measures, the windows, filter and vote. The share
/// of 10 % is one of its two; the scaled windows are not the paper's.
///
/// Source: DeepConf, Fu et al., arXiv 2508.15260, offline.
public struct DeepConf: Strategy {
    public let measure: TokenMeasure

    /// This per cent of the samples votes; nil for all.
    public let share: Double?

    public let monteCarlo: MonteCarloMethod? = .subsets

    public init(_ measure: TokenMeasure, share: Double? = nil) {
        self.measure = measure
        self.share = share
    }

    public var name: String { "\(measure)" + (share.map { "-top\(ScoreRule.text($0))%" } ?? "") }

    public var summary: String {
        let kind =
            switch measure {
            case .mean: "mean confidence"
            case .tail: "confidence of the last window"
            case .bottom: "confidence of the lowest tenth of windows"
            default: "confidence of the lowest window"
            }
        let voters = share.map { "majority of the \(ScoreRule.text($0)) % most confident samples" } ?? "majority"
        return "\(voters) weighted by the \(kind)"
    }

    public var needs: Set<Need> { [.score(measure.source)] }

    public var paper: PaperCheck? { .deepConf }

    public func isUsual(_ options: SelectionOptions) -> Bool { false }

    /// A vote without weight is no majority.
    public func hasNoChoice(ties: TieRule) -> Bool { ties != .absolute }

    /// The names of the rules and of scaled windows; other shares are found by ``init(named:)``.
    static let all: [DeepConf] = {
        let windows: [(TokenMeasure.Window) -> TokenMeasure] = [
            TokenMeasure.tail, TokenMeasure.bottom, TokenMeasure.lowest,
        ]
        let published = [TokenMeasure.mean] + windows.map { $0(.published) }
        let scaled = windows.map { $0(.share(TokenMeasure.Window.usualShare)) }
        return published.map { DeepConf($0) } + published.map { DeepConf($0, share: 10) } + scaled.map { DeepConf($0) }
    }()

    /// Reads a name such as `deepconf-tail-scaled25%-top90%`.
    init?(named name: String) {
        var text = name
        var share: Double?
        if let place = name.ranges(of: "-top").last, name.hasSuffix("%") {
            guard let percent = Double(name[place.upperBound...].dropLast()), percent > 0, percent <= 100,
                ScoreRule.text(percent) == name[place.upperBound...].dropLast()
            else { return nil }
            share = percent
            text = String(name[..<place.lowerBound])
        }
        guard text.hasPrefix("deepconf-"), let measure = TokenMeasure(text) else { return nil }
        self.init(measure, share: share)
    }
}

extension DeepConf: SubsetVoting {
    func vote(on pool: Pool, _ options: SelectionOptions) throws(SelectionError) -> SubsetVote {
        let values = try pool.scores(of: measure.source).means
        guard !values.contains(where: { $0 < 0 }) else { throw .negativeScore(measure.source) }
        let ranking = ScoreRanking(values)
        let weights = values.map { $0.isNaN ? 0 : $0 }
        guard let share else { return SubsetVote(pool.candidates, options: options) { $0.map { weights[$0] } } }
        let weigh = { (drawn: [Int], size: Int) -> [Double?] in
            let limit = ScoreRule.topShareVote(share).electorate(of: size)
            var kept: Set<Int> = []
            for block in ranking.blocks(drawn) where kept.count < limit { kept.formUnion(block) }
            return drawn.map { kept.contains($0) ? weights[$0] : nil }
        }
        return SubsetVote(pool.candidates, options: options, weighing: weigh)
    }
}

/// The answer has the largest sum of one over the traces' mean entropies.
///
/// Checked against the paper's definition: the weights. Not checked: its bound against division by zero; here no mean
/// entropy counts as less than 0.001. Of a server's k best tokens the entropy is of these, scaled to sum 1.
///
/// Source: inverse-entropy weighted voting, arXiv 2511.02309.
public struct InverseEntropy: Strategy {
    public let name = "inverse-entropy"
    public let summary = "majority weighted by one over the mean entropy of the tokens"
    public let monteCarlo: MonteCarloMethod? = .subsets
    public let needs: Set<Need> = [.score(TokenMeasure.inverseEntropy.source)]

    public let paper: PaperCheck? = .inverseEntropy

    public init() {}

    public func isUsual(_ options: SelectionOptions) -> Bool { false }

    public func hasNoChoice(ties: TieRule) -> Bool { ties != .absolute }
}

extension InverseEntropy: SubsetVoting {
    func vote(on pool: Pool, _ options: SelectionOptions) throws(SelectionError) -> SubsetVote {
        let values = try pool.scores(of: TokenMeasure.inverseEntropy.source).means
        guard !values.contains(where: { $0 < 0 }) else { throw .negativeScore(TokenMeasure.inverseEntropy.source) }
        return SubsetVote(pool.candidates, options: options) { $0.map { values[$0].isNaN ? 0 : values[$0] } }
    }
}
