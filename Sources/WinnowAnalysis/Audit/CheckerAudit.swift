import WinnowAudit
import WinnowSelection
import WinnowStatistics

/// The audit of one checker on one run.
struct CheckerAudit: Sendable {
    /// It is nil for the strict word itself.
    let checker: (any PublishedChecker)?
    let name: String
    let subject: CheckedSubject

    /// So many candidates are accepted, of so many.
    let accepted: Int
    let candidates: Int

    /// So many candidates are accepted though the strict word is against them, or the other way round.
    let falseAccepts: Int
    let falseRejects: Int

    /// The rule stops short of so many candidates, which count as not accepted.
    let undecided: Int

    /// The probability, by problem, that a random one of the candidates that gave the majority's answer is accepted.
    let rightByIt: [Double]

    /// The same of each strategy that says whom it picks, over all problems.
    let strategies: [(name: String, right: Double)]

    var agreement: Double { 1 - Double(falseAccepts + falseRejects) / Double(max(1, candidates)) }

    var meanRight: Double { rightByIt.reduce(0, +) / Double(max(1, rightByIt.count)) }

    /// - Parameter index: of the checker; nil for the strict word on a subject.
    init(_ index: Int?, subject: CheckedSubject, of run: AuditedRun) {
        checker = index.map { run.checkers[$0] }
        name = checker?.name ?? (subject == .answer ? "strict" : "strict-trace")
        self.subject = subject
        var (accepted, candidates, falseAccepts, falseRejects, undecided) = (0, 0, 0, 0, 0)
        let says = run.candidates.map { problem in
            problem.map { candidate in
                let strict = candidate.isStrictlyRight(subject)
                let verdict = index.map { candidate.verdicts[$0] }
                let said = verdict?.isAccepted ?? strict
                if case .undecided? = verdict { undecided += 1 }
                candidates += 1
                accepted += said ? 1 : 0
                falseAccepts += said && !strict ? 1 : 0
                falseRejects += !said && strict ? 1 : 0
                return said
            }
        }
        (self.accepted, self.candidates, self.undecided) = (accepted, candidates, undecided)
        (self.falseAccepts, self.falseRejects) = (falseAccepts, falseRejects)
        func right(_ picks: [[Double]]) -> [Double] {
            zip(picks, says).map { picks, says in
                let sum = zip(picks, says).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
                return sum < 1e-12 ? 0 : sum > 1 - 1e-12 ? 1 : sum
            }
        }
        let byStrategy = run.picks.map { ($0.strategy, right($0.picks)) }
        rightByIt = byStrategy.first { $0.0 == Majority().name }?.1 ?? []
        strategies = byStrategy.map { ($0.0, $0.1.reduce(0, +) / Double(max(1, $0.1.count))) }
    }

    /// The pairs of strategies that this checker puts in the other order than the strict word does; ties are no order.
    func swaps(against strict: CheckerAudit) -> [(better: String, worse: String)] {
        var swaps: [(String, String)] = []
        for first in strategies.indices {
            for second in strategies.indices where second > first {
                let mine = strategies[first].right - strategies[second].right
                let theirs = strict.strategies[first].right - strict.strategies[second].right
                guard mine * theirs < 0, abs(mine) > 1e-9, abs(theirs) > 1e-9 else { continue }
                let names = (strategies[first].name, strategies[second].name)
                swaps.append(mine > 0 ? names : (names.1, names.0))
            }
        }
        return swaps
    }
}
