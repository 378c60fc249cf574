extension GeneratorSuite {
    /// How much is spent on decaying and measuring a branch; tests spend less.
    struct Effort: Sendable {
        /// The least tokens of a decay.
        var leastDecay = 200_000
        /// The evaluation that chooses.
        var tuneProblems = 150
        var tuneSamples = 16
        /// The evaluation that cards report besides; nothing is chosen by it.
        var testProblems = 300
        var testSamples = 16
    }
}
