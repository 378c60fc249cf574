public import WinnowSelection
public import WinnowStore

extension Comparisons {
    /// Takes what is stored of a problem's candidates; comparisons of samples that are not among them are left out.
    ///
    /// - Parameter samples: the sample index of each candidate of the pool, by place.
    public init(_ records: [ComparisonRecord], among samples: [Int]) {
        self.init()
        let places = Dictionary(zip(samples, samples.indices)) { first, _ in first }
        for record in records {
            let shown = record.shown.compactMap { places[$0] }
            let chosen = record.chosen.map { places[$0] }
            // The chosen one is among those that were shown, or there is none.
            guard shown.count == record.shown.count, chosen.map({ $0.map(shown.contains) ?? false }) ?? true else {
                continue
            }
            self[Comparison(shown: shown, repeat: record.repeat)] = Choice(chosen ?? nil, tokens: record.tokens)
        }
    }
}
