import Glibc
import Testing
import WinnowRandom

@testable import WinnowModel

struct TokenDrawTests {
    /// The distribution drawn from, by sorting and cutting in double precision.
    static func distribution(_ logits: [Float], _ options: SamplingOptions) -> [Double] {
        let scaled = logits.map { Double($0 / Float(options.temperature)) }
        var probabilities = ReferenceModel.logSoftmax(scaled).map { exp($0) }
        let order = logits.indices.sorted { (logits[$1], $0) < (logits[$0], $1) }
        let kept = options.topK == 0 ? order[...] : order.prefix(options.topK)
        let mass = kept.reduce(0) { $0 + probabilities[$1] }
        var nucleus: Set<Int> = []
        var reached = 0.0
        for token in kept where reached < options.topP * mass || options.topP == 1 {
            nucleus.insert(token)
            reached += probabilities[token]
        }
        for token in probabilities.indices where !nucleus.contains(token) { probabilities[token] = 0 }
        let total = probabilities.reduce(0, +)
        return probabilities.map { $0 / total }
    }

    static let options = [
        SamplingOptions(maxTokens: 1), SamplingOptions(temperature: 0.5, maxTokens: 1),
        SamplingOptions(temperature: 2, topK: 1, maxTokens: 1), SamplingOptions(topK: 5, maxTokens: 1),
        SamplingOptions(topK: 500, maxTokens: 1), SamplingOptions(topP: 0.05, maxTokens: 1),
        SamplingOptions(topP: 0.8, maxTokens: 1), SamplingOptions(temperature: 0.8, topK: 9, topP: 0.7, maxTokens: 1),
    ]

    @Test("a draw inverts the cumulative distribution of the truncated softmax", arguments: options)
    func draws(_ options: SamplingOptions) {
        var random = CounterRandom(key: 11)
        var draw = TokenDraw(options, vocabularySize: 37)
        for _ in 0..<20 {
            let logits = (0..<37).map { _ in Float(3 * random.standardNormal()) }
            let expected = Self.distribution(logits, options)
            let own = ReferenceModel.logSoftmax(logits.map(Double.init))
            var ends: [Double] = []
            for probability in expected { ends.append((ends.last ?? 0) + probability) }
            for uniform in [0, 0.999_999_9] + (0..<40).map({ _ in random.uniform() }) {
                let result = draw.token(from: [9, 9] + logits, at: 2, uniform: uniform)
                let token = result.token
                #expect(expected[token] > 0)
                #expect(ends[token] - expected[token] < uniform + 1e-6 && uniform < ends[token] + 1e-6)
                #expect(abs(result.samplingLogProbability - log(expected[token])) < 2e-5)
                #expect(abs(result.logProbability - own[token]) < 2e-6)
            }
        }
    }

    @Test("temperature 0 takes the largest logit, the first of equal ones")
    func greedy() {
        var draw = TokenDraw(SamplingOptions(temperature: 0, maxTokens: 1), vocabularySize: 5)
        let result = draw.token(from: [1, 4, 0, 4, 3], at: 0, uniform: 0.99)
        #expect(result.token == 1)
        #expect(result.samplingLogProbability == 0)
        #expect(abs(result.logProbability - ReferenceModel.logSoftmax([1, 4, 0, 4, 3])[1]) < 1e-6)
    }

    @Test("equal logits are cut by identifier")
    func tiesInTopK() {
        var draw = TokenDraw(SamplingOptions(topK: 2, maxTokens: 1), vocabularySize: 6)
        let drawn = Set((0..<50).map { draw.token(from: [0, 1, 1, 1, 1, 0], at: 0, uniform: Double($0) / 50).token })
        #expect(drawn == [1, 2])
    }

    @Test("options outside their ranges are refused, with the option's name")
    func validation() throws {
        let bad: [(SamplingOptions, String)] = [
            (SamplingOptions(temperature: -0.1, maxTokens: 1), "temperature"),
            (SamplingOptions(temperature: .nan, maxTokens: 1), "temperature"),
            (SamplingOptions(temperature: 1e-40, maxTokens: 1), "temperature"),
            (SamplingOptions(temperature: .infinity, maxTokens: 1), "temperature"),
            (SamplingOptions(topK: -1, maxTokens: 1), "top-k"), (SamplingOptions(topP: 0, maxTokens: 1), "top-p"),
            (SamplingOptions(topP: 1.5, maxTokens: 1), "top-p"), (SamplingOptions(topP: .nan, maxTokens: 1), "top-p"),
            (SamplingOptions(maxTokens: 0), "tokens"),
        ]
        for (options, name) in bad {
            let error = #expect(throws: ModelError.self) { try options.validate() }
            #expect(error?.problem.contains(name) == true)
        }
        for options in Self.options { try options.validate() }
    }
}
