import WinnowCore
import WinnowSelection

/// Two contenders on the problems that both have.
struct ContenderPair: Sendable {
    let a: Contender
    let b: Contender
    let problems: CommonProblems
    /// One per common problem.
    let outcomesA: [Outcome]
    let outcomesB: [Outcome]

    /// - Throws: ``ExperimentError`` when they have no problem in common.
    init(
        _ a: Contender, _ columnA: StrategyOutcomes, _ b: Contender, _ columnB: StrategyOutcomes
    ) throws(ExperimentError) {
        self.a = a
        self.b = b
        problems = try CommonProblems(columnA.problems, columnB.problems, names: (a, b))
        outcomesA = problems.positionsA.map { columnA.outcomes[$0] }
        outcomesB = problems.positionsB.map { columnB.outcomes[$0] }
    }
}
