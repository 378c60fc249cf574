public import WinnowStore

/// A fingerprint of a run's candidates: equal digests mean equal tokens and log-probabilities, bit for bit.
public enum PoolDigest {
    /// SHA-256 over problem hash, sample index, tokens and log-probability bits of each candidate, by problem
    /// position and sample index.
    public static func sha256(of run: RowID<RunRecord>, in store: Store) throws -> String {
        guard let record = try store.run(number: run.value)?.record else {
            throw ExperimentError("there is no run \(run)", hint: "see `winnow list runs`")
        }
        let problems = try store.problems(in: record.problemSet)
        let hashes = Dictionary(uniqueKeysWithValues: problems.map { ($0.id, $0.record.canonicalHash) })
        var digest = Digest()
        try store.forEachCandidate(of: run) { stored in
            let candidate = stored.record.candidate
            digest.combine(hashes[candidate.problem] ?? "")
            digest.combine(UInt64(candidate.sampleIndex))
            digest.combine(UInt64(candidate.tokens.count))
            for token in candidate.tokens { digest.combine(UInt64(token)) }
            digest.combine(candidate.logProbability?.bitPattern ?? 0)
        }
        return digest.hexadecimal
    }
}
