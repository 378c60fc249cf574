/// Expected numbers of candidates drawn until the first accepted one, by what they are, at each budget of a table.
struct AcceptanceReach {
    /// The candidates of one size of group and one grade.
    struct Kind {
        var isRight: Bool
        /// P(the pick is one of them), per budget.
        var picked: [Double]
        /// The expected number of them that is drawn and rejected, per budget.
        var rejected: [Double]
        /// The expected number of groups of them that is drawn from and rejected, per budget.
        var rejectedGroups: [Double]
    }

    var kinds: [Kind]

    /// The expected number of candidates without an answer that is drawn, per budget.
    var blanks: [Double]

    /// P(nothing is accepted), per budget.
    var abstained: [Double]

    /// The sums over all kinds, per budget.
    var expectations: [AcceptanceExpectation] {
        abstained.indices.map { budget in
            var sum = AcceptanceExpectation(
                right: 0, wrong: 0, abstained: abstained[budget], verifierCalls: 0, samples: 0)
            for kind in kinds {
                if kind.isRight { sum.right += kind.picked[budget] } else { sum.wrong += kind.picked[budget] }
                sum.verifierCalls += kind.picked[budget] + kind.rejected[budget]
            }
            sum.samples = sum.verifierCalls + blanks[budget]
            return sum
        }
    }
}
