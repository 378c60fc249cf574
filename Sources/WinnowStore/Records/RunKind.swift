/// How the candidates of a run came about.
public enum RunKind: String, CaseIterable, Sendable {
    /// They were drawn independently, at a positive temperature.
    case sample

    /// They were drawn at temperature 0, one for each problem.
    case greedy

    /// Another program drew them, and its file was read.
    case imported

    /// A guided search found them, so that those of a group are no independent samples.
    case search
}
