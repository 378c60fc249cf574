import Testing

@testable import WinnowStore

extension DamagedCells {
    /// The functions that read tables which few others look at; the rest looks at all others.
    private static let readers: [String: Set<String>] = [
        "estimate": ["runs", "estimates"], "estimate_by_problem": ["runs", "estimates"],
        "import": ["runs", "imports"], "rejected": ["runs", "imports"], "reference": ["references"],
        "call": ["runs", "calls"], "prompt": ["runs", "prompts"], "confidence": ["runs", "confidences"],
        "batch": ["runs", "pace"], "comparison": ["runs", "comparisons"], "problem_cluster": ["clusters"],
        "run_revision": ["revision"], "model_token": ["model"],
        "score": ["runs", "scorers", "scores", "forEachScore"], "step_score": ["runs", "scores", "forEachScore"],
    ]

    /// What every function that reads a table says of a store.
    func findings(in store: Store, of table: String) -> [String: Result<Void, StoreError>] {
        let readers = readers(of: store).filter { Self.readers[table]?.contains($0.key) ?? true }
        return readers.mapValues { reader in Result { () throws(StoreError) in try reader() } }
    }

    private func readers(of store: Store) -> [String: () throws(StoreError) -> Void] {
        [
            "runs": { () throws(StoreError) in _ = try store.runs() },
            "problemSet": { () throws(StoreError) in _ = try store.problemSet(set) },
            "model": { () throws(StoreError) in
                for run in try store.runs() { _ = try store.model(run.record.model) }
            },
            "tools": { () throws(StoreError) in _ = try store.tools() },
            "problems": { () throws(StoreError) in _ = try store.problems(in: set) },
            "places": { () throws(StoreError) in _ = try store.problemPlaces(in: set) },
            "references": { () throws(StoreError) in _ = try store.references(of: set) },
            "clusters": { () throws(StoreError) in _ = try store.clusters(of: set) },
            "comparisons": { () throws(StoreError) in
                _ = try store.comparers(of: run)
                _ = try store.comparisons(of: run, by: scorer)
            },
            "overview": { () throws(StoreError) in _ = try store.overview() },
            "revision": { () throws(StoreError) in _ = try store.revision(of: run) },
            "indices": { () throws(StoreError) in _ = try store.sampleIndices(of: run) },
            "judges": { () throws(StoreError) in _ = try store.judges(of: run) },
            "scorers": { () throws(StoreError) in _ = try store.scorers(of: run) },
            "candidates": { () throws(StoreError) in try store.forEachCandidate(of: run, judgedBy: judges) { _ in } },
            "pool": { () throws(StoreError) in try store.forEachPoolRow(of: run, judgedBy: judges) { _ in } },
            "bytes": { () throws(StoreError) in try store.forEachCandidateBytes(of: run) { _ in } },
            "position": { () throws(StoreError) in
                _ = try store.candidates(of: run, position: 1, judgedBy: judges)
                _ = try store.candidates(of: run, positions: 1...4, judgedBy: judges)
                _ = try store.candidate(of: run, position: 1, sampleIndex: 0, judgedBy: judges)
            },
            "scores": { () throws(StoreError) in
                _ = try store.scores(of: run, by: scorer)
                _ = try store.scores(of: [candidate], by: scorer)
            },
            "forEachScore": { () throws(StoreError) in
                try store.forEachScore(of: run, by: scorer) { _ in }
                try store.forEachStepScore(of: run, by: scorer) { _ in }
            },
            "verdicts": { () throws(StoreError) in
                if let verifier = judges.verifier { _ = try store.verdicts(of: [candidate], by: verifier) }
            },
            "estimates": { () throws(StoreError) in _ = try store.estimates(of: run, includingProblems: true) },
            "imports": { () throws(StoreError) in
                for file in try store.imports() {
                    _ = try store.rejected(of: file.id)
                    _ = try store.rejectedCount(of: file.id)
                }
            },
            "confidences": { () throws(StoreError) in
                _ = try store.confidences(of: run, position: 1)
                try store.forEachConfidence(of: run) { _ in }
            },
            "silent": { () throws(StoreError) in
                _ = try store.silentCandidates(of: run, behind: nil, limit: 10)
            },
            "prompts": { () throws(StoreError) in _ = try store.prompts(of: run, position: 1) },
            "calls": { () throws(StoreError) in _ = try store.calls(of: run) },
            "pace": { () throws(StoreError) in _ = try store.pace(of: run) },
            "agreement": { () throws(StoreError) in
                if let grader = judges.grader { _ = try store.agreement(of: run, flagsBy: grader, with: judges) }
            },
            "unread": { () throws(StoreError) in
                if let extractor = judges.extractor { _ = try store.unreadPositions(of: run, by: extractor) }
            },
        ]
    }
}
