import WinnowSelection

/// A published claim as a test that any run can be put to: what is measured, and the effect stated before looking.
///
/// To add one, write a value and list it in ``Claims/all``.
struct Claim: Sendable {
    /// What users type, such as `coverage-outgrows-votes`.
    let name: String

    /// One sentence that is true or false.
    let statement: String

    /// The paper, as an arXiv number with its section where it helps.
    let source: String

    /// What the claim says of the measured effect.
    let prediction: Prediction

    /// The strategies whose estimates ``measure`` reads.
    var strategies: [String] = []

    /// What ``measure`` reads of the candidates themselves, besides answers and grades.
    var needs: Set<Need> = []

    /// The effect on a run, problem by problem.
    let measure: @Sendable (ClaimEvidence) -> Effect

    /// A statement about an effect, against which its interval is held.
    enum Prediction: Hashable, Sendable {
        case above(Double)
        case below(Double)
        /// Practically nothing: between minus and plus this margin.
        case within(Double)
    }

    /// A measured effect before its interval is made.
    enum Effect: Sendable {
        /// The mean of one value per problem.
        case mean([Double])
        /// Spearman's rank correlation between two values per problem.
        case rankCorrelation([Double], [Double])
    }
}

extension Claim.Prediction: CustomStringConvertible {
    var description: String {
        switch self {
        case .above(let bound): "> \(bound)"
        case .below(let bound): "< \(bound)"
        case .within(let margin): "within ±\(margin)"
        }
    }
}
