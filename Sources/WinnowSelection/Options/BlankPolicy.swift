/// How votes treat a candidate without a parsable answer (a blank). Scores and verdicts never choose one.
public enum BlankPolicy: String, CaseIterable, Sendable {
    /// Blanks are left out of the vote. Winnow's default.
    case drop
    /// Blanks vote together for one answer that is wrong and can win.
    case vote
    /// Blanks do not vote, but `absolute` asks for more than half of all candidates, blanks included.
    case count
}
