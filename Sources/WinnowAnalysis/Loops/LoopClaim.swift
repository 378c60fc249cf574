import WinnowSelection
import WinnowStatistics

/// A loop claim is what was published of generate, criticise and regenerate, as a contrast of loops that is stated before
/// looking.
///
/// To add one, write a value and list it in ``all``.
struct LoopClaim: TestableClaim {
    let name: String
    let statement: String
    let source: String
    let prediction: Claim.Prediction

    /// Effects below this smallest effect of interest decide nothing.
    var smallest = 0.03

    let contrast: Contrast

    /// A contrast says what is measured, problem by problem.
    enum Contrast: Sendable {
        /// How much more often the first side is right than the second.
        case difference(LoopGroup.Side, LoopGroup.Side)

        /// How much of what the first side gains over one answer the second keeps beyond this share of it.
        case kept(LoopGroup.Side, by: LoopGroup.Side, share: Double)

        /// How often a wrong answer is given.
        case wrong(LoopGroup.Side)

        /// How much more often a side is right than a vote among plain samples of the same FLOPs.
        case votes(LoopGroup.Side)
    }

    /// The answer of the first round, which all loops share.
    private static func single(_ role: LoopRole) -> LoopGroup.Side { .init(role: role, givesLast: true, isFirst: true) }

    private static func side(_ role: LoopRole) -> LoopGroup.Side { .init(role: role) }

    /// The contrasts, in the order of the table.
    static let all: [LoopClaim] = [
        LoopClaim(
            name: "sound-verification-gains",
            statement: "Asking again until a sound verifier accepts is right more often than one answer.",
            source: "arXiv 2402.08115, section 5; arXiv 2402.01817", prediction: .above(0),
            contrast: .difference(side(.reasking), single(.reasking))),
        LoopClaim(
            name: "sound-critics-are-never-wrong",
            statement: "Of a loop that a sound verifier ends, less than 1 % of the answers are wrong.",
            source: "arXiv 2402.01817, section 3", prediction: .below(0.01), smallest: 0,
            contrast: .wrong(side(.first))),
        LoopClaim(
            name: "critiques-beat-re-asking",
            statement: "Telling the first critique solves more problems than asking the same prompt again as often.",
            source: "arXiv 2402.01817, section 4", prediction: .above(0),
            contrast: .difference(side(.first), side(.reasking))),
        LoopClaim(
            name: "re-asking-keeps-most",
            statement: "Asking again as often keeps at least half of what the first critique gains over one answer.",
            source: "arXiv 2402.08115, section 5", prediction: .above(0), smallest: 0,
            contrast: .kept(side(.first), by: side(.reasking), share: 0.5)),
        LoopClaim(
            name: "critique-content-barely-matters",
            statement: "The first critique is worth the same as the word wrong, within 5 points.",
            source: "arXiv 2402.08115, section 5.3", prediction: .within(0.05),
            contrast: .difference(side(.first), side(.binary))),
        LoopClaim(
            name: "all-critiques-beat-the-first",
            statement: "Telling all critiques solves more problems than telling the first.",
            source: "arXiv 2402.08115, table 2", prediction: .above(0),
            contrast: .difference(side(.all), side(.first))),
        LoopClaim(
            name: "own-critique-beats-another-s",
            statement: "The answer's own critique solves more problems than one of another problem's answer.",
            source: "a control of this program", prediction: .above(0),
            contrast: .difference(side(.first), side(.shuffled))),
        LoopClaim(
            name: "true-critique-beats-a-false-one",
            statement: "A true critique solves more problems than a false one of the same kind and length.",
            source: "a control of this program", prediction: .above(0),
            contrast: .difference(side(.first), side(.wrong))),
        LoopClaim(
            name: "the-word-wrong-helps",
            statement: "Saying that the last answer is wrong solves more problems than showing it without a word.",
            source: "arXiv 2402.08115, section 5.3", prediction: .above(0),
            contrast: .difference(side(.binary), side(.silent))),
        LoopClaim(
            name: "the-last-answer-helps",
            statement: "A critique with the answer that it is about solves more problems than the critique alone.",
            source: "arXiv 2402.01817, section 4", prediction: .above(0),
            contrast: .difference(side(.first), side(.forgetful))),
        LoopClaim(
            name: "taught-reviser-beats-untaught",
            statement:
                "A reviser that learned from true critiques solves more problems than one that learned from others'.",
            source: "a control of this program", prediction: .above(0),
            contrast: .difference(side(.first), side(.untaught))),
        LoopClaim(
            name: "noise-costs-right-answers",
            statement:
                "With a verifier that errs in a tenth of the answers, loops are right less often than with a sound one.",
            source: "arXiv 2411.17501", prediction: .below(0),
            contrast: .difference(side(.noisy), side(.first))),
        LoopClaim(
            name: "self-critique-fails",
            statement: "A loop that a learned verifier ends is right less often than its first answer.",
            source: "arXiv 2310.12397; arXiv 2402.08115, table 1", prediction: .below(0),
            contrast: .difference(.init(role: .learned, givesLast: true), single(.learned))),
        LoopClaim(
            name: "revising-without-verifier-fails",
            statement: "Revising again and again without a verifier is right less often than the first answer.",
            source: "arXiv 2310.01798", prediction: .below(0),
            contrast: .difference(.init(role: .nobody, givesLast: true), single(.nobody))),
        LoopClaim(
            name: "sequential-beats-parallel",
            statement:
                "The last of sequential revisions is right more often than a vote among as many FLOPs of samples.",
            source: "arXiv 2408.03314, section 6", prediction: .above(0),
            contrast: .votes(.init(role: .nobody, givesLast: true))),
    ]

    /// Puts a group to the claim.
    ///
    /// - Throws: ``ExperimentError`` for loops that cannot be compared.
    func finding(_ group: LoopGroup) async throws -> Claim.Finding {
        guard let effect = try await effect(group) else {
            return Claim.Finding(self, at: group.rounds, inapplicable: "there is no such loop")
        }
        return Claim.Finding(self, at: group.rounds, effect: effect)
    }

    private func effect(_ group: LoopGroup) async throws -> Claim.Effect? {
        func right(_ side: LoopGroup.Side) async throws -> [Double]? {
            try await group.outcomes(side)?.map(\.right)
        }
        switch contrast {
        case .difference(let first, let second):
            guard let a = try await right(first), let b = try await right(second) else { return nil }
            return .difference(Rounding.differences(a, b))
        case .kept(let all, let part, let share):
            guard let a = try await right(all), let b = try await right(part),
                let single = try await right(Self.single(part.role))
            else { return nil }
            let asked = a.indices.map { single[$0] + share * (a[$0] - single[$0]) }
            return .difference(Rounding.differences(b, asked))
        case .wrong(let side):
            return try await group.outcomes(side).map { .mean($0.map(\.wrong)) }
        case .votes(let side):
            return try await group.compareWithVotes(side, atEqual: .flops).map { .difference($0.differences) }
        }
    }
}
