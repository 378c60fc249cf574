import WinnowRandom

extension ModularStep {
    /// Draws the steps of a program.
    ///
    /// Operations are uniform; literals are 1...20 for `+` and `-`, 2...9 for `*`. With the given probability a
    /// step refers to a uniformly chosen earlier result instead. A step never subtracts the running value from
    /// itself, which would make the result 0 whatever came before.
    static func random(
        count: Int, referenceProbability: Double, using random: inout CounterRandom
    ) -> [ModularStep] {
        (1...count).map { label in
            let operation = ModularOperation.allCases[random.below(3)]
            let referable = operation == .subtract ? label - 2 : label - 1
            let refers = random.uniform() < referenceProbability
            if refers, referable > 0 {
                return ModularStep(operation, .result(1 + random.below(referable)))
            }
            let literal = random.integer(in: operation == .multiply ? 2...9 : 1...20)
            return ModularStep(operation, .literal(literal))
        }
    }
}
