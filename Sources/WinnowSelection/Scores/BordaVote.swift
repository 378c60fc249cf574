import Glibc

/// The answer has the largest sum of Borda votes: of N ranked candidates the r-th best gives (N − r + 1)^p.
///
/// p → 0 counts votes, p → ∞ is best-of-k. Candidates without an answer are not ranked; equal scores share what their
/// ranks are worth. The exponent is to be chosen on other problems: the paper's own depends on N.
///
/// Checked against the paper: the formula of the votes. Not checked: its exponents, of which ½ is the default here.
///
/// Source: self-certainty with Borda voting, Kang et al., arXiv 2502.18581.
struct BordaVote {
    let exponent: Double
    private let ranking: ScoreRanking

    /// The exponent is this where a name gives none.
    static let usualExponent = 0.5

    init(_ scores: [Double], exponent: Double) {
        self.exponent = exponent
        ranking = ScoreRanking(scores)
    }

    /// Weighs drawn candidates, given by their positions.
    func weights(_ drawn: [Int]) -> [Double?] {
        ranking.weights(drawn) { pow(Double(drawn.count - $0 + 1), exponent) }
    }
}
