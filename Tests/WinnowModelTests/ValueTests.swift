import Foundation
import TestGuards
import Testing
import WinnowRandom

@testable import WinnowModel

@Suite("Value heads")
struct ValueTests {
    /// The tiny model with two value heads whose gain and bias are not those of a new one.
    static func parameters() throws -> Parameters {
        var parameters = try Tiny.parameters().adding(tokens: 3, valueHeads: 2, seed: 5)
        let start = parameters.layout.valueHeads.lowerBound
        for (index, value) in [1.3, -0.4, 0.7, 0.2].enumerated() { parameters.values[start + index] = Float(value) }
        return parameters
    }

    /// A sequence with targets of both heads, one of them after the last token, of which two in three are ranked within
    /// groups of three, and with features beside its tokens.
    static func rankedSequence(_ index: Int) -> TrainingSequence {
        let plain = sequence(index)
        var random = CounterRandom(key: 9, stream: UInt64(index))
        let values = plain.values.map { target in
            let isRanked = target.end == plain.completion.count || random.uniform() < 0.6
            return ValueTarget(end: target.end, head: target.head, value: target.value, isRanked: isRanked)
        }
        let features = TokenFeatures(
            tokens: [20, 7], values: (0..<2 * plain.completion.count).map { _ in Float(random.standardNormal()) })
        return TrainingSequence(
            prompt: plain.prompt, completion: plain.completion, values: values, features: features,
            learnsText: index % 2 == 0, group: index / 3)
    }

    /// The mean over pairs of each group and head, summed over the groups of each head.
    static func rankReference(_ model: ReferenceModel, _ sequences: [TrainingSequence]) -> [Double] {
        var scores: [Int: [Int: [(value: Float, score: Double)]]] = [:]
        for sequence in sequences {
            let rows = model.logits(sequence.inputs, features: sequence.features, from: sequence.prompt.count)
            for target in sequence.values where target.isRanked {
                let head = model.layout.valueHeads.lowerBound + 2 * target.head
                let logit = rows[sequence.prompt.count - 1 + target.end][model.configuration.valueToken(target.head)]
                scores[target.head, default: [:]][sequence.group ?? -1, default: []].append(
                    (target.value, model.values[head] * logit + model.values[head + 1]))
            }
        }
        return (0..<model.configuration.valueHeads).map { head in
            (scores[head] ?? [:]).values.reduce(0) { sum, members in
                let losses = members.flatMap { right in
                    members.filter { $0.value < right.value }.map { log(1 + exp($0.score - right.score)) }
                }
                return losses.isEmpty ? sum : sum + losses.reduce(0, +) / Double(losses.count)
            }
        }
    }

    @Test("losses between the members of a group, and features, have the gradient of central differences within 1e-4")
    func rankGradient() throws {
        let parameters = try Self.parameters()
        let sequences = (0..<9).map(Self.rankedSequence)
        var worker = GradientWorker(parameters.configuration)
        let scale = LossScale(language: 0.3, values: [0.5, 0.2], ranks: [0.7, 0.4])
        var gradient = [Float](repeating: .nan, count: parameters.values.count)
        let found = worker.gradient(of: sequences, TrainingWeights(parameters), scale: scale, into: &gradient)
        func scaled(_ model: ReferenceModel) -> Double {
            let ranks = Self.rankReference(model, sequences)
            return sequences.reduce(0.7 * ranks[0] + 0.4 * ranks[1]) { sum, sequence in
                let values = Self.reference(model, sequence, .crossEntropy)
                return sum + 0.5 * values[0] + 0.2 * values[1]
                    + (sequence.learnsText ? Double(Float(0.3)) * Self.language(model, sequence) : 0)
            }
        }
        let reference = ReferenceModel(parameters)
        let sum =
            0.5 * found.values[0] + 0.2 * found.values[1] + 0.7 * found.ranks[0] + 0.4 * found.ranks[1]
            + Double(Float(0.3)) * found.language
        #expect(abs(sum - scaled(reference)) < 1e-3)
        #expect(try nonEmpty(found.ranks).allSatisfy { $0 > 0 })
        var random = CounterRandom(key: 17)
        let layout = parameters.layout
        let heads = layout.valueHeads.lowerBound..<layout.valueHeads.lowerBound + 4
        for tensor in layout.matrices.map(\.range) + [heads] {
            var direction: [Int: Double] = [:]
            for i in tensor { direction[i] = random.standardNormal() }
            func moved(_ step: Double) -> Double {
                var model = reference
                for (i, amount) in direction { model.values[i] += step * amount }
                return scaled(model)
            }
            let numeric = (moved(1e-5) - moved(-1e-5)) / 2e-5
            let analytic = direction.reduce(0.0) { $0 + $1.value * Double(gradient[$1.key]) }
            #expect(abs(numeric - analytic) < 1e-4 * max(1, abs(numeric)), "tensor at \(tensor.lowerBound)")
        }
    }

    @Test("a group is never divided, and a step counts the groups that can be told apart")
    func groups() async throws {
        let sequences = (0..<30).map(Self.rankedSequence)
        for shard in Trainer.divide(sequences) {
            let elsewhere = Set(sequences.compactMap(\.group)).subtracting(shard.compactMap(\.group))
            #expect(shard.count == 3 * Set(shard.compactMap(\.group)).count && !elsewhere.isEmpty)
        }
        let alike = [1, 1, 0.5].map { value in
            TrainingSequence(
                prompt: [2], completion: [3, 4], values: [ValueTarget(end: 2, value: Float(value), isRanked: true)],
                group: 1)
        }
        #expect(ValueLoss.counts(alike, heads: 2).groups == [1, 0])
        #expect(ValueLoss.counts(Array(alike.prefix(2)), heads: 2).groups == [0, 0])
        // With nothing but ranks, members that are alike teach nothing.
        let recipe = TrainingRecipe(weightDecay: 0, values: ValueObjective(rankWeight: 1))
        var trainer = Trainer(try Self.parameters(), recipe: recipe, threads: 2)
        #expect(await trainer.step(on: Array(alike.prefix(2))) == 0)
        #expect(await trainer.step(on: alike) > 0)
    }

    @Test("ranks are learned: right members of a group end above the wrong ones")
    func learnsRanks() async throws {
        let recipe = TrainingRecipe(
            seed: 3, learningRate: 1e-2, warmUpSteps: 5, batchTokens: 256,
            values: ValueObjective(valueWeight: 0, rankWeight: 1))
        @Sendable func group(_ index: Int) -> [TrainingSequence] {
            (0..<4).map { member in
                // The first token decides; a value of its own is never asked for.
                let sequence = Tiny.sequence(4 * index + member, completion: 3...8)
                let completion = [3 + member % 2] + sequence.completion.dropFirst()
                return TrainingSequence(
                    prompt: sequence.prompt, completion: completion,
                    values: [ValueTarget(end: completion.count, value: Float(member % 2), isRanked: true)],
                    learnsText: false, group: index)
            }
        }
        var trainer = Trainer(
            try Tiny.parameters().adding(tokens: 1, valueHeads: 1, seed: 1), recipe: recipe, threads: 2)
        var batches = BatchStream(recipe, groups: group)
        for _ in 0..<150 { await trainer.step(on: trainer.draw(from: &batches)) }
        let loss = try #require(trainer.progress.loss)
        #expect(loss < 0.3, "without knowledge it is ln 2 = 0.69")
    }

    /// A sequence with targets of both heads, one of them after the last token.
    static func sequence(_ index: Int) -> TrainingSequence {
        let sequence = Tiny.sequence(index, completion: 3...12)
        var random = CounterRandom(key: 8, stream: UInt64(index))
        let last = sequence.completion.count
        var targets = [ValueTarget(end: last, value: index % 2 == 0 ? 1 : 0)]
        for end in 1..<last where random.uniform() < 0.6 {
            targets.append(ValueTarget(end: end, head: random.below(2), value: Float(random.below(9)) / 8))
        }
        return TrainingSequence(prompt: sequence.prompt, completion: sequence.completion, values: targets)
    }

    /// The summed losses of the double-precision model.
    static func reference(
        _ model: ReferenceModel, _ sequence: TrainingSequence, _ loss: ValueObjective.Loss
    ) -> [Double] {
        let rows = model.logits(sequence.inputs, features: sequence.features, from: sequence.prompt.count)
        var losses = [Double](repeating: 0, count: model.configuration.valueHeads)
        for target in sequence.values where !target.isRanked {
            let head = model.layout.valueHeads.lowerBound + 2 * target.head
            let logit = rows[sequence.prompt.count - 1 + target.end][model.configuration.valueToken(target.head)]
            let value = 1 / (1 + exp(-(model.values[head] * logit + model.values[head + 1])))
            let wanted = Double(target.value)
            switch loss {
            case .crossEntropy: losses[target.head] -= wanted * log(value) + (1 - wanted) * log(1 - value)
            case .squaredError: losses[target.head] += (value - wanted) * (value - wanted)
            }
        }
        return losses
    }

    @Test(
        "losses and every tensor's gradient equal central differences of the double-precision model within 1e-4",
        arguments: ValueObjective.Loss.allCases, [0, 0.3] as [Float])
    func gradient(loss: ValueObjective.Loss, language: Float) throws {
        let parameters = try Self.parameters()
        let sequences = (0..<4).map(Self.sequence)
        var worker = GradientWorker(parameters.configuration)
        let scale = LossScale(language: language, values: [0.5, 0.2], valueLoss: loss)
        var gradient = [Float](repeating: .nan, count: parameters.values.count)
        let found = worker.gradient(of: sequences, TrainingWeights(parameters), scale: scale, into: &gradient)
        func scaled(_ model: ReferenceModel) -> Double {
            sequences.reduce(0) { sum, sequence in
                let values = Self.reference(model, sequence, loss)
                return sum + 0.5 * values[0] + 0.2 * values[1]
                    + (language == 0 ? 0 : Double(language) * Self.language(model, sequence))
            }
        }
        let reference = ReferenceModel(parameters)
        let sum = 0.5 * found.values[0] + 0.2 * found.values[1] + Double(language) * found.language
        #expect(abs(sum - scaled(reference)) < 1e-4)

        var random = CounterRandom(key: 7)
        let layout = parameters.layout
        let heads = layout.valueHeads.lowerBound..<layout.valueHeads.lowerBound + 4
        for tensor in layout.matrices.map(\.range) + layout.vectors.dropLast() + [heads] {
            for trial in 0..<3 {
                var direction: [Int: Double] = [:]
                if trial < 1 {
                    for i in tensor { direction[i] = random.standardNormal() }
                } else {
                    direction[tensor.lowerBound + random.below(tensor.count)] = 1
                }
                func moved(_ step: Double) -> Double {
                    var model = reference
                    for (i, amount) in direction { model.values[i] += step * amount }
                    return scaled(model)
                }
                let numeric = (moved(1e-5) - moved(-1e-5)) / 2e-5
                let analytic = direction.reduce(0.0) { $0 + $1.value * Double(gradient[$1.key]) }
                #expect(abs(numeric - analytic) < 1e-4 * max(1, abs(numeric)), "tensor at \(tensor.lowerBound)")
            }
        }
        #expect(gradient[heads.upperBound..<layout.valueHeads.upperBound].allSatisfy { $0 == 0 })
    }

    private static func language(_ model: ReferenceModel, _ sequence: TrainingSequence) -> Double {
        let rows = model.logits(sequence.inputs, features: sequence.features, from: sequence.prompt.count).dropFirst(
            sequence.prompt.count - 1)
        return zip(rows, sequence.completion).reduce(0) { $0 - ReferenceModel.logSoftmax($1.0)[$1.1] }
    }

    @Test("a scorer's training has the same bits on one thread and on three, and lowers its loss")
    func training() async throws {
        let recipe = TrainingRecipe(
            seed: 3, learningRate: 1e-2, warmUpSteps: 5, batchTokens: 256, values: ValueObjective(languageWeight: 0.05))
        // The first token of the completion decides.
        let source: BatchStream.Source = { index in
            let sequence = Tiny.sequence(index, completion: 3...8)
            let value: Float = sequence.completion[0] % 2 == 0 ? 1 : 0
            return TrainingSequence(
                prompt: sequence.prompt, completion: sequence.completion,
                values: (1...sequence.completion.count).map { ValueTarget(end: $0, value: value) })
        }
        let start = try Tiny.parameters().adding(tokens: 1, valueHeads: 1, seed: 1)
        var one = SourcedTrainer(start, recipe: recipe, threads: 1, source: source)
        var three = SourcedTrainer(start, recipe: recipe, threads: 3, source: source)
        var losses: [Double] = []
        for _ in 0..<200 {
            losses.append(await one.step())
            await three.step()
        }
        #expect(one.parameters.bits == three.parameters.bits)
        let (before, after) = (losses.prefix(5).reduce(0, +), losses.suffix(5).reduce(0, +))
        #expect(after < before * 0.9)
        #expect(one.parameters.valueHeads[0].bias != 0)
    }

    @Test("added tokens and layers leave the logits of the old tokens as they were, bit for bit", arguments: [0, 2])
    func additions(layers: Int) throws {
        let old = try Tiny.parameters()
        let new = try old.adding(tokens: 3, valueHeads: 2, layers: layers, seed: 9)
        let tokens = Tiny.sequence(3).inputs
        let before = try TokenScorer(PackedWeights(old)).logits(of: tokens)
        let after = try TokenScorer(PackedWeights(new)).logits(of: tokens)
        #expect(before == after.map { Array($0.prefix(20)) })
        #expect(new.valueHeads.map(\.token) == [21, 22])
        #expect(try nonEmpty(new.valueHeads).allSatisfy { $0.gain == 1 && $0.bias == 0 })
    }

    @Test("logits at the ends have the bits of a whole reading, whatever the threads and the neighbours")
    func logitReader() async throws {
        let weights = PackedWeights(try Self.parameters())
        let requests = (0..<150).map { index in
            let sequence = Tiny.sequence(index / 3)
            var random = CounterRandom(key: 1, stream: UInt64(index))
            let ends = (0...sequence.completion.count).filter { _ in random.uniform() < 0.5 }
            return LogitReader.Request(
                prompt: sequence.prompt, completion: sequence.completion,
                ends: index % 5 == 0 ? [sequence.completion.count] : ends)
        }
        let reader = LogitReader(weights)
        let one = try await reader.logits(of: requests, tokens: [21, 4])
        let four = try await reader.logits(of: requests.reversed(), tokens: [21, 4], threads: 4)
        #expect(one == four.reversed())
        let scorer = TokenScorer(weights)
        for (request, found) in try pairs(requests, one) {
            let rows = try scorer.logits(of: request.prompt + request.completion)
            let read = request.ends.map { rows[request.prompt.count - 1 + $0] }
            let expected: [[Float]] = read.map { [$0[21], $0[4]] }
            #expect(found == expected)
        }
        await #expect(throws: ModelError.self) {
            try await reader.logits(of: [.init(prompt: [99], completion: [])], tokens: [0])
        }
    }

    @Test("features are read as in training, and a request without them has the bits of a text")
    func features() async throws {
        let parameters = try Self.parameters()
        let reader = LogitReader(PackedWeights(parameters))
        var worker = GradientWorker(parameters.configuration)
        for index in 0..<6 {
            let sequence = Self.rankedSequence(index)
            let trained = worker.logits(of: [sequence], parameters: parameters)
            let read = try await reader.logits(
                of: [
                    .init(
                        prompt: sequence.prompt, completion: sequence.completion,
                        ends: Array(0..<sequence.completion.count), features: sequence.features)
                ], tokens: Array(0..<23))
            for (one, other) in try pairs(sequence.learnsText ? trained : read[0], read[0]) {
                #expect(try pairs(one, other).allSatisfy { abs($0 - $1) < 2e-4 * max(1, abs($0)) })
            }
            let bare = try await reader.logits(
                of: [.init(prompt: sequence.prompt, completion: sequence.completion)], tokens: [4])
            #expect(bare != read.map { [$0[$0.count - 1].suffix(1)] }.map { $0.map(Array.init) })
        }
    }

    @Test("an expectation is the log-softmax's, its entropy and its largest")
    func expectations() async throws {
        let scorer = TokenScorer(PackedWeights(try Tiny.parameters()))
        let tokens = Tiny.sequence(5, completion: 6...9).inputs
        let rows = try scorer.logits(of: tokens)
        let found = try await scorer.expectations(of: [tokens])[0]
        #expect(found.count == tokens.count - 1)
        for (index, expectation) in found.enumerated() {
            let row = ReferenceModel.logSoftmax(rows[index].map(Double.init))
            #expect(abs(expectation.logProbability - row[tokens[index + 1]]) < 1e-5)
            #expect(abs(expectation.entropy + row.reduce(0) { $0 + exp($1) * $1 }) < 1e-5)
            #expect(abs(expectation.best - (row.max() ?? 0)) < 1e-5)
        }
    }

    @Test("a folder keeps value heads, and a generator's has no trace of them")
    func folder() throws {
        try Tiny.withFolder { folder in
            let parameters = try Self.parameters()
            try ModelFolder(parameters: parameters, symbols: Tiny.symbols + ["<q>", "<v0>", "<v1>"]).write(
                to: folder, precision: .float32, endToken: 1, paddingToken: 0)
            let read = try ModelFolder(contentsOf: folder).parameters
            #expect(read.bits == parameters.bits)
            #expect(read.valueHeads == parameters.valueHeads)
            try ModelFolder(parameters: try Tiny.parameters(), symbols: Tiny.symbols).write(
                to: folder, precision: .float32, endToken: 1, paddingToken: 0)
            let text = try String(contentsOf: folder.appending(path: "config.json"), encoding: .utf8)
            #expect(!text.contains("winnow_value_heads"))
        }
    }
}
