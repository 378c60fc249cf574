/// What happens when several answers share the first place.
public enum TieRule: String, CaseIterable, Sendable {
    /// Every tied answer is picked with equal probability. Winnow's default.
    case uniform
    /// The tied answer seen first in stored order is picked, as `Counter.most_common` and its imitations do.
    case first
    /// A tie abstains: only a unique first place is an answer.
    case strict
    /// Only an answer with more than half of the votes wins. For scores, where there are no votes, the same as `strict`.
    case absolute
    /// A tie counts as right when any tied answer is right: an upper bound, not a strategy one could run.
    case lenient
}
