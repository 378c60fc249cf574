import Glibc

/// Stops when the leading answer is certified to be the most frequent one of the generator, with an error of at most δ at
/// any time.
///
/// Evidence is a bet against "not more frequent": after s votes for the leader and f for its rival it is worth
/// 2^(s+f)·∫ q^s (1 − q)^f dw(q), with w the Beta(½, ½) density cut to q > ½ on a grid. Two bets have to be worth enough:
/// the leader against the runner-up, and against all other answers together. Each answer has bets of its own, which go
/// on while another leads: neither restarted, nor handed on. The vote with which an answer first appears is no evidence
/// for it, as it is seen because it was drawn.
///
/// Proof that a certified answer is the mode: were the mode c another answer than the j-th to appear, the j-th's bet
/// against c would be fair or worse, so that it is ever worth x with probability at most 1/x (Ville's inequality). The
/// runner-up has at least the votes of c, and a bet falls with its rival's votes. Asking for j·(j + 1)/δ of the j-th answer
/// makes the errors of all answers sum to at most δ·Σ 1/(j(j+1)) = δ, however many answers there are. The second bet
/// only asks for more: it leaves a leader uncertified that is not ahead of all others together.
///
/// It certifies the mode of independent samples, which need not be right. It is about samples as they are drawn: replayed
/// on a stored pool, the mode is the pool's.
///
/// Checked against the paper's released code: two bets, both to exceed 1/δ, at least two votes each, and the leader's
/// own. Not taken over: one bet that is handed from leader to leader, which has no proof, and a bet at the present
/// estimate, which is none that could have been made; there the factor j·(j + 1) is missing too.
///
/// Source: the Martingale Majority Certificate of Certified Self-Consistency, Cordero-Encinar and Duncan, arXiv
/// 2510.17472; Ville's inequality for bets as in Ramdas et al., arXiv 2210.01948.
struct MartingaleRule: StoppingRule {
    /// A certified answer is not the mode with at most this probability.
    let error: Double

    var isCertificate: Bool { true }

    /// The error is this where a name gives none.
    static let usualError = 0.1

    /// The grid has the shares that are bet on, with the logarithms that evidence is made of.
    private let grid: [(weight: Double, win: Double, loss: Double)]

    /// - Parameter error: in 0…1; at 0 the rule never stops.
    init(error: Double = usualError) {
        precondition((0...1).contains(error), "error \(error) is not a probability")
        self.error = error
        // In q = sin²θ the Beta(½, ½) density is flat, from θ = π/4 for q = ½ to π/2 for q = 1.
        let points = 41
        grid = (0..<points).map { point in
            let angle = Double.pi / 4 * (1 + (Double(point) + 0.5) / Double(points))
            let share = sin(angle) * sin(angle)
            return (1 / Double(points), log(2 * share), log(2 * (1 - share)))
        }
    }

    func stops(after drawn: DrawnVotes) -> Bool {
        guard error > 0, drawn.leader > drawn.runnerUp, drawn.leader >= 3 else { return false }
        let rank = Double(drawn.leaderRank)
        let bar = log(rank * (rank + 1) / error)
        let wins = drawn.leader - 1
        // No bet is worth more than one at the share that turned out.
        guard Self.mostEvidence(wins: wins, losses: drawn.runnerUp) >= bar else { return false }
        return logEvidence(wins: wins, losses: drawn.runnerUp) >= bar
            && logEvidence(wins: wins, losses: drawn.votes - drawn.leader - drawn.runnerUp) >= bar
    }

    /// Gives the logarithm of what the best bet would have been worth.
    private static func mostEvidence(wins: Int, losses: Int) -> Double {
        guard wins > losses else { return 0 }
        let (own, other, all) = (Double(wins), Double(losses), Double(wins + losses))
        return own * log(2 * own / all) + (losses > 0 ? other * log(2 * other / all) : 0)
    }

    /// Gives the logarithm of what a bet is worth.
    func logEvidence(wins: Int, losses: Int) -> Double {
        let terms = grid.map { Double(wins) * $0.win + Double(losses) * $0.loss }
        let most = terms.max() ?? 0
        return most + log(zip(grid, terms).reduce(0) { $0 + $1.0.weight * exp($1.1 - most) })
    }
}
