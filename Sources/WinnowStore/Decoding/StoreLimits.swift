/// The numbers of a database have limits: a larger one is damage, and a store refuses to write it.
///
/// They are far above what anybody samples, and small enough that sums and products of them are exact.
public enum StoreLimits {
    /// The most tokens or calls of one candidate, score or verdict: eight million of them add up without an overflow.
    public static let cost = 1 << 40

    /// The largest position, sample index, round, step, size in bytes or number of weights: exact as a `Double`.
    public static let number = 1 << 53

    /// The largest number of a repeat, 0-based: there is a list of all repeats up to it for each problem.
    public static let lastRepeat = (1 << 14) - 1

    /// The most floating-point operations or seconds of one candidate, score or verdict: sums and squares stay finite.
    public static let amount = 1e40

    static let costs = 0...cost
    static let numbers = 0...number
    static let positions = 1...number
    static let repeats = 0...lastRepeat

    /// Everything that can be an identifier or a seed.
    static let any = Int.min...Int.max
}
