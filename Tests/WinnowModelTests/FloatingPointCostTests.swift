import Testing

@testable import WinnowModel

struct FloatingPointCostTests {
    /// Two operations for each multiply-add of one position, counted product by product.
    static func position(_ configuration: ModelConfiguration, attended: Int, logits: Bool) -> Int {
        var multiplyAdds = 0
        func product(_ outputs: Int, _ inputs: Int) { multiplyAdds += outputs * inputs }
        for _ in 0..<configuration.layers {
            for _ in ["query", "key", "value", "output"] { product(configuration.width, configuration.width) }
            for _ in 0..<configuration.heads {
                product(attended, configuration.headWidth)  // scores
                product(configuration.headWidth, attended)  // weighted values
            }
            product(configuration.feedForward, configuration.width)  // gate
            product(configuration.feedForward, configuration.width)  // up
            product(configuration.width, configuration.feedForward)  // down
        }
        if logits { product(configuration.vocabularySize, configuration.width) }
        return 2 * multiplyAdds
    }

    @Test("the formulas equal a direct count", arguments: [1, 2, 13], [1, 2, 30])
    func directCount(prompt: Int, completion: Int) {
        let cost = FloatingPointCost(Tiny.configuration)
        let reading = (1...prompt).reduce(0) {
            $0 + Self.position(Tiny.configuration, attended: $1, logits: $1 == prompt)
        }
        #expect(cost.prompt(tokens: prompt) == Double(reading))
        // The last token drawn is never read.
        let writing = (1..<completion).reduce(0) {
            $0 + Self.position(Tiny.configuration, attended: prompt + $1, logits: true)
        }
        #expect(cost.completion(tokens: completion, promptTokens: prompt) == Double(writing))
    }

    @Test("nothing written costs nothing")
    func nothing() {
        #expect(FloatingPointCost(Tiny.configuration).completion(tokens: 0, promptTokens: 5) == 0)
    }
}
