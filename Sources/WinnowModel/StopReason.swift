/// Why a completion ended.
public enum StopReason: String, Sendable, Codable {
    /// The end token was drawn.
    case end

    /// The largest number of tokens was reached.
    case length

    /// The job's own condition held.
    case condition
}
