import WinnowCore
import WinnowModel
import WinnowStore

/// Candidates that were sampled without confidences get them: the model reads each of them once more, in one pass, and
/// says the same as it would have said while drawing it.
struct ConfidenceFilling {
    let plan: SamplingPlan
    let threads: Int

    /// So many candidates are read at a time.
    private static let batch = 512

    /// Fills in what a run lacks.
    ///
    /// - Parameter prompts: the tokens of each problem's prompt; candidates of other problems are left as they are.
    /// - Throws: `CancellationError` when cancelled, with what was read before kept; `StoreError`, `ModelError`.
    func fill(
        _ run: RowID<RunRecord>, prompts: [RowID<ProblemRecord>: [Int]], in store: Store,
        observe: WorkProgress.Observer
    ) async throws {
        guard let best = plan.best else { return }
        let scorer = TokenScorer(PackedWeights(plan.model.parameters))
        var last: RowID<CandidateRecord>?
        var done = 0
        while true {
            try Task.checkCancellation()
            let silent = try store.silentCandidates(of: run, behind: last, limit: Self.batch)
            guard let end = silent.last else { return }
            last = end.candidate
            let known = silent.filter { prompts[$0.problem] != nil }
            let sequences = known.map { (prompts[$0.problem] ?? []) + $0.tokens.map { Int($0) } }
            let sureties = try await scorer.sureties(
                of: sequences, tails: known.map(\.tokens.count), best: best, threads: threads)
            try store.append(
                zip(known, sureties).compactMap { candidate, sureties in
                    plan.record(sureties).map { (candidate.candidate, $0) }
                })
            done += known.count
            await observe(
                WorkProgress(
                    task: "reading confidences", done: Double(done), total: Double(done), detail: plan.title))
        }
    }
}

extension SamplingPlan {
    /// Makes what is stored of a completion; nil where no confidence is asked for.
    func record(_ sureties: [TokenSurety]) -> ConfidenceRecord? {
        guard let best else { return nil }
        let vocabulary = model.parameters.configuration.vocabularySize
        return ConfidenceRecord(
            logProbabilities: sureties.map(\.logProbability), entropies: sureties.map(\.entropy),
            bestMeans: sureties.map(\.bestMean), wholeMeans: sureties.map(\.wholeMean), best: min(best, vocabulary),
            vocabulary: vocabulary)
    }
}
