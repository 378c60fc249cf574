/// An association says how two properties of candidates go together, over all problems and within them.
///
/// Easy problems have more candidates with either property, so that a pooled association is positive even where
/// the two have nothing to do with each other on any problem. Stratifying by problem takes this away.
public struct StratifiedAssociation: Sendable {
    /// There is one table per problem.
    public let tables: [FourfoldTable]

    public init(_ tables: [FourfoldTable]) {
        self.tables = tables
    }

    /// The pooled table is that of all candidates together.
    public var pooled: FourfoldTable {
        FourfoldTable(
            both: sum(\.both), onlyFirst: sum(\.onlyFirst), onlySecond: sum(\.onlySecond), neither: sum(\.neither))
    }

    /// The Mantel–Haenszel odds ratio is Σ (both·neither/total) / Σ (onlyFirst·onlySecond/total).
    ///
    /// No count is added to empty cells: infinite where no problem has a pair that speaks against the association,
    /// NaN where no problem has a pair that speaks for or against it.
    ///
    /// Source: Mantel and Haenszel, Journal of the National Cancer Institute 22, 1959.
    public var oddsRatio: Double { sum(\.concordance) / sum(\.discordance) }

    /// The odds ratio depends on so many problems: those with a pair for or against the association.
    public var informativeProblems: Int { tables.count { $0.concordance > 0 || $0.discordance > 0 } }

    /// Computes the odds ratio in each resample of the problems, which are the clusters.
    public func oddsRatios(_ resampling: Resampling) -> BootstrapReplicates {
        resampling.ratios(of: tables.map(\.concordance), over: tables.map(\.discordance))
    }

    /// Computes the phi coefficient of all candidates in each resample of the problems, which are the clusters.
    public func phis(_ resampling: Resampling) -> BootstrapReplicates {
        let both = resampling.means(of: tables.map(\.both))
        let onlyFirst = resampling.means(of: tables.map(\.onlyFirst))
        let onlySecond = resampling.means(of: tables.map(\.onlySecond))
        let neither = resampling.means(of: tables.map(\.neither))
        return BootstrapReplicates(
            both.indices.map {
                FourfoldTable(
                    both: both[$0], onlyFirst: onlyFirst[$0], onlySecond: onlySecond[$0], neither: neither[$0]
                ).phi
            })
    }

    /// Makes the interval of ``oddsRatio``, which has a width also where no problem speaks against the association; nil where
    /// none speaks for or against it.
    ///
    /// Where a cell is empty everywhere, the finite limit is the wider one of that over problems and ``exactLimits(confidence:)``,
    /// which takes the candidates of a problem for what they are, few.
    public func oddsRatioInterval(confidence: Double = 0.95) -> Interval? {
        let interval = Interval.odds(
            of: tables.map(\.concordance), against: tables.map(\.discordance), confidence: confidence)
        guard let interval, let exact = exactLimits(confidence: confidence) else { return interval }
        return Interval(
            low: min(interval.low, exact.low), high: max(interval.high, exact.high), method: interval.method)
    }

    /// Makes the percentile interval of the phi coefficient of all candidates, each resample with one problem more, of average
    /// size, which nobody has seen: of φ = −1 for the lower and 1 for the upper limit. Nil where φ is never defined.
    ///
    /// Source: as of ``Interval/gaffke(of:confidence:)``.
    public func phiInterval(_ resampling: Resampling, confidence: Double = 0.95) -> Interval? {
        let half = pooled.total / Double(tables.count) / 2
        func interval(_ unseen: FourfoldTable) -> Interval? {
            let parts = [\FourfoldTable.both, \.onlyFirst, \.onlySecond, \.neither].map { part in
                zip(resampling.means(of: tables.map { $0[keyPath: part] }), resampling.unseenWeights).map {
                    $0 + unseen[keyPath: part] * $1 / Double(tables.count)
                }
            }
            let replicates = parts[0].indices.map {
                FourfoldTable(
                    both: parts[0][$0], onlyFirst: parts[1][$0], onlySecond: parts[2][$0], neither: parts[3][$0]
                ).phi
            }
            return BootstrapReplicates(replicates).interval(confidence: confidence)
        }
        guard !pooled.phi.isNaN, let low = interval(FourfoldTable(onlyFirst: half, onlySecond: half)),
            let high = interval(FourfoldTable(both: half, neither: half))
        else { return nil }
        return Interval(low: low.low, high: high.high, method: .bootstrapPercentile)
    }

    /// Each problem that has candidates with and without the first property has P(second | first) − P(second | not
    /// first).
    public var differences: [Double] { tables.compactMap(\.difference) }

    private func sum(_ part: KeyPath<FourfoldTable, Double>) -> Double {
        tables.reduce(0) { $0 + $1[keyPath: part] }
    }
}

extension FourfoldTable {
    /// The concordance is the weight of the pairs of candidates that have both properties or neither.
    fileprivate var concordance: Double { total > 0 ? both * neither / total : 0 }

    /// The discordance is the weight of the pairs of candidates that have one property each.
    fileprivate var discordance: Double { total > 0 ? onlyFirst * onlySecond / total : 0 }
}
