/// A key says what random numbers a candidate is drawn with.
public enum CandidateKey {
    /// Makes the key of a problem under a run's seed; the candidate's index is the stream.
    ///
    /// It depends on the problem's text, never on its row or position, so the same problem in another list or file
    /// gets the same candidates.
    public static func key(seed: UInt64, specification: String) -> UInt64 {
        var hash = StableHash()
        hash.combine(seed)
        hash.combine(specification)
        return hash.value
    }
}

extension CandidateKey {
    /// Makes the key of a prompt of token identifiers under a seed; the candidate's index is the stream.
    ///
    /// It depends on nothing else, so the same prompt in another place of a file gets the same candidates.
    public static func key(seed: UInt64, prompt: [Int]) -> UInt64 {
        var hash = StableHash("prompt tokens")
        hash.combine(seed)
        for token in prompt { hash.combine(UInt64(token)) }
        return hash.value
    }
}
