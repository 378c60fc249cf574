import WinnowCore
import WinnowSelection
import WinnowStore

extension RunPools {
    /// Makes the same pools with what the generator said of its own tokens: the measures that strategies read, and the
    /// confidences themselves.
    ///
    /// A candidate whose confidences are missing has none of the numbers, and a run in which those of an answer are missing
    /// is one without.
    ///
    /// - Parameters:
    ///   - sources: measures of tokens.
    ///   - keeping: whether strategies read the confidences of each token.
    /// - Throws: ``ExperimentError`` for confidences that are required and missing.
    func withConfidences(
        _ sources: Set<ScoreSource>, keeping: Bool, in store: Store, requiring: Bool
    ) throws -> RunPools {
        var places: [RowID<ProblemRecord>: (entry: Int, candidates: [Int: Int])] = [:]
        for (index, entry) in entries.enumerated() {
            places[entry.problem.id] = (
                index, Dictionary(uniqueKeysWithValues: zip(entry.sampleIndices, entry.pool.candidates.indices))
            )
        }
        let measures = sources.compactMap { source in source.tokenMeasure.map { (source: source, measure: $0) } }
        let none = TokenConfidences(logProbabilities: [], entropies: [], bestMeans: [], best: 0)
        var values = entries.map { entry in
            measures.map { _ in [Double](repeating: .nan, count: entry.pool.candidates.count) }
        }
        var tokens = entries.map { keeping ? [TokenConfidences](repeating: none, count: $0.pool.candidates.count) : [] }
        var known = entries.map { [Bool](repeating: false, count: $0.pool.candidates.count) }
        try store.forEachConfidence(of: run.id) { row in
            guard let (entry, candidates) = places[row.problem], let place = candidates[row.sampleIndex] else { return }
            let confidences = TokenConfidences(row.confidence)
            known[entry][place] = confidences.best > 0
            for (index, measure) in measures.enumerated() {
                values[entry][index][place] = measure.measure.value(of: confidences)
            }
            if keeping { tokens[entry][place] = confidences }
        }
        let silent = zip(entries, known).reduce(0) { sum, pair in
            sum + zip(pair.0.pool.candidates, pair.1).count { $0.answer != nil && !$1 }
        }
        guard silent == 0, known.contains(where: { $0.contains(true) }) else {
            if requiring { throw silentError(silent, hasAny: known.contains { $0.contains(true) }, in: store) }
            return self
        }
        let sure = entries.indices.map { index in
            let pool = entries[index].pool
            var scores = pool.scores
            for (place, measure) in measures.enumerated() { scores[measure.source] = Scores(values[index][place]) }
            let scored = pool.scored(by: scores)
            return Entry(
                problem: entries[index].problem, pool: keeping ? scored.with(tokens: tokens[index]) : scored,
                sampleIndices: entries[index].sampleIndices)
        }
        return RunPools(self, entries: sure, scorers: scorers)
    }

    private func silentError(_ silent: Int, hasAny: Bool, in store: Store) -> ExperimentError {
        let hint =
            run.record.kind == .imported
            ? "its file has none; some programs write them with logprobs and top_logprobs"
            : run.record.kernelPath == "endpoint"
                ? "servers give them while they sample: sample into another --db with --confidence"
                : "run the command that sampled it again with --confidence: what lacks them gets them"
        return ExperimentError(
            hasAny
                ? "\(silent) answers of run \(run.id) have no confidences of their tokens"
                : "run \(run.id) has no confidences of tokens", hint: hint)
    }
}

extension TokenConfidences {
    /// Takes what is stored.
    init(_ record: ConfidenceRecord) {
        self.init(
            logProbabilities: record.logProbabilities, entropies: record.entropies, bestMeans: record.bestMeans,
            wholeMeans: record.wholeMeans, best: record.best, vocabulary: record.vocabulary)
    }
}
