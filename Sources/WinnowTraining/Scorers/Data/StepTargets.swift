import WinnowDomains
import WinnowScoring
import WinnowSelection

/// The facts are what is known of a candidate at the end of one step: the targets of a process scorer.
struct StepFacts: Hashable, Sendable {
    /// 1-based; one more than the last step for the end of the whole candidate, unless it was cut off at a step's end.
    var step: Int
    /// Tokens of the completion.
    var end: Int
    /// The fact is nil after the first wrong step and at the end of the candidate, where no validator speaks.
    var stepCorrect: Bool?
    /// The fact is nil at the end of the candidate.
    var stateSolvable: Bool?
    /// The share of rollouts that end right, or of the finished candidate 0 or 1; nil where none were made.
    var policyValue: Double?

    /// Says what a target is; nil where it is not known or not asked for.
    func value(of target: ProcessLabel) -> Double? {
        switch target {
        case .stepCorrect: stepCorrect.map { $0 ? 1 : 0 }
        case .stateSolvable: stateSolvable.map { $0 ? 1 : 0 }
        case .policyValue: policyValue
        }
    }
}

extension TracedDomain {
    /// The facts of a candidate's steps and of its end, without rollouts.
    ///
    /// Steps are judged up to and including the first wrong one (Lightman et al., arXiv 2305.20050, section 2.6).
    func stepFacts(of candidate: DrawnCandidate, _ problem: Problem) -> [StepFacts] {
        var facts: [StepFacts] = []
        var isJudged = true
        for label in stepLabels(of: candidate.completion, for: problem) {
            facts.append(
                StepFacts(
                    step: label.step, end: label.end, stepCorrect: isJudged ? label.stepCorrect : nil,
                    stateSolvable: label.stateSolvable))
            isJudged = isJudged && label.stepCorrect
        }
        let ends = stepEnds(of: candidate.completion)
        facts.append(
            StepFacts(
                step: ends.count + (ends.last == candidate.completion.count ? 0 : 1), end: candidate.completion.count,
                policyValue: candidate.isRight ? 1 : 0))
        return facts
    }
}
