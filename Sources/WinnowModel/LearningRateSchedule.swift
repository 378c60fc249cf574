import Glibc

/// How the learning rate moves after the warm-up.
public enum LearningRateSchedule: Hashable, Sendable, Codable {
    /// Always 1.
    case constant

    /// From 1 to `floor` along half a cosine over the first `tokens` tokens.
    case cosine(tokens: Int, floor: Double)

    /// One until `from` tokens, then linearly to zero over `tokens` tokens: the decay of a branch.
    ///
    /// Source: the warm-up, stable, decay schedule of Hu et al., "MiniCPM", arXiv 2404.06395, section 4.
    case decay(from: Int, tokens: Int)

    /// What the peak learning rate is multiplied with after `tokens` tokens.
    public func factor(tokens: Int) -> Double {
        switch self {
        case .constant:
            return 1
        case .cosine(let total, let floor):
            let progress = min(1, Double(tokens) / Double(max(1, total)))
            return floor + (1 - floor) * 0.5 * (1 + cos(.pi * progress))
        case .decay(let from, let length):
            let progress = (Double(tokens) - Double(from)) / Double(max(1, length))
            return 1 - min(1, max(0, progress))
        }
    }
}
