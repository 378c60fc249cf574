import WinnowCore
public import WinnowStore

/// A fingerprint of a run's candidates: equal digests mean equal tokens and log-probabilities, bit for bit.
public enum PoolDigest {
    /// SHA-256 over the candidates of a run, as 64 lower-case hexadecimal digits.
    ///
    /// By problem position, sample index and round, each candidate adds these bytes, numbers least significant byte
    /// first:
    /// - the problem's canonical hash in UTF-8 and a zero byte,
    /// - the sample index, the round and the number of tokens, eight bytes each,
    /// - the tokens, two bytes each, as `candidate.tokens` has them,
    /// - the model's log-probability as IEEE 754 binary64, or `0x7FF8000000000000` where it is unknown,
    /// - where the completion is kept as text, its bytes in UTF-8 and a zero byte.
    ///
    /// The same in Python:
    /// ```python
    /// def pool_digest(path, run):
    ///     digest = hashlib.sha256()
    ///     rows = sqlite3.connect(path).execute(
    ///         """SELECT canonical_hash, sample_index, round, tokens, log_probability, text
    ///         FROM candidate JOIN problem ON problem.id = problem_id
    ///         LEFT JOIN completion ON candidate_id = candidate.id
    ///         WHERE run_id = ? ORDER BY position, sample_index, round""", [run])
    ///     for problem, sample, round, tokens, log_probability, text in rows:
    ///         digest.update(problem.encode() + b"\0" + struct.pack("<QQQ", sample, round, len(tokens) // 2))
    ///         digest.update(tokens + struct.pack("<d", math.nan if log_probability is None else log_probability))
    ///         if text is not None:
    ///             digest.update(text.encode() + b"\0")
    ///     return digest.hexdigest()
    /// ```
    ///
    /// - Parameter isIncluded: tells which candidates count; all of them for the digest that is shown.
    /// - Throws: ``ExperimentError`` when there is no such run; `StoreError` when it cannot be read.
    /// - Complexity: linear in the tokens, in constant memory.
    public static func sha256(
        of run: RowID<RunRecord>, in store: Store, where isIncluded: (CandidateBytes) -> Bool = { _ in true }
    ) throws -> String {
        guard try store.run(number: run.value) != nil else {
            throw ExperimentError("there is no run \(run)", hint: "see `winnow list runs`")
        }
        var digest = Digest()
        try store.forEachCandidateBytes(of: run) { candidate in
            guard isIncluded(candidate) else { return }
            digest.combine(candidate.canonicalHash)
            for number in [candidate.sampleIndex, candidate.round, candidate.tokens.count / 2] {
                digest.combine(UInt64(number))
            }
            digest.combine(candidate.tokens)
            // A quiet NaN, which a stored log-probability never is.
            digest.combine(candidate.logProbability?.bitPattern ?? 0x7FF8_0000_0000_0000)
            if let text = candidate.text { digest.combine(text) }
        }
        return digest.hexadecimal
    }
}
