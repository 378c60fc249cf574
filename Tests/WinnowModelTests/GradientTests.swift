import TestGuards
import Testing
import WinnowRandom

@testable import WinnowModel

struct GradientTests {
    static let sequences = (0..<5).map { Tiny.sequence($0) }

    @Test("the training forward pass equals the double-precision model")
    func forwardPass() throws {
        let parameters = try Tiny.parameters()
        var worker = GradientWorker(Tiny.configuration)
        let rows = worker.logits(of: Self.sequences, parameters: parameters)
        let reference = ReferenceModel(parameters)
        let expected = Self.sequences.flatMap { reference.logits($0.inputs).dropFirst($0.prompt.count - 1) }
        #expect(rows.count == expected.count)
        for (row, exact) in try pairs(rows, expected) {
            #expect(row.count == 20)
            #expect(try pairs(row, exact).allSatisfy { abs(Double($0) - $1) < 2e-5 })
        }
    }

    @Test("the loss and every tensor's gradient equal central differences of the double-precision model within 1e-4")
    func gradient() throws {
        let parameters = try Tiny.parameters()
        var worker = GradientWorker(Tiny.configuration)
        let (loss, gradient) = worker.gradient(
            of: Self.sequences, parameters: parameters, scale: 0.25)
        let reference = ReferenceModel(parameters)
        func referenceLoss(_ model: ReferenceModel) -> Double { Self.sequences.reduce(0) { $0 + model.loss($1) } }
        #expect(abs(loss - referenceLoss(reference)) < 1e-4)

        // Random directions through a whole tensor meet every weight; single weights find swapped ones.
        var random = CounterRandom(key: 7)
        let layout = parameters.layout
        for tensor in layout.matrices.map(\.range) + layout.vectors {
            for trial in 0..<6 {
                var direction: [Int: Double] = [:]
                if trial < 2 {
                    for i in tensor { direction[i] = random.standardNormal() }
                } else {
                    direction[tensor.lowerBound + random.below(tensor.count)] = 1
                }
                func moved(_ step: Double) -> Double {
                    var model = reference
                    for (i, amount) in direction { model.values[i] += step * amount }
                    return referenceLoss(model)
                }
                let numeric = (moved(1e-5) - moved(-1e-5)) / 2e-5 * 0.25
                let analytic = direction.reduce(0.0) { $0 + $1.value * Double(gradient[$1.key]) }
                #expect(abs(numeric - analytic) < 1e-4 * max(1, abs(numeric)), "tensor at \(tensor.lowerBound)")
            }
        }
    }

    @Test("embedding rows beyond the vocabulary get no gradient")
    func padding() throws {
        let parameters = try Tiny.parameters()
        var worker = GradientWorker(Tiny.configuration)
        let gradient = worker.gradient(
            of: Self.sequences, parameters: parameters, scale: 1
        ).gradient
        #expect(gradient[20 * 16..<32 * 16].allSatisfy { $0 == 0 })
        #expect(parameters.values[20 * 16..<32 * 16].allSatisfy { $0 == 0 })
    }

    @Test("the gradient does not depend on how sequences are put into shards, within 1e-5")
    func shardPlacement() throws {
        let parameters = try Tiny.parameters()
        let sequences = (0..<12).map { Tiny.sequence($0) }
        var worker = GradientWorker(Tiny.configuration)
        func sum(_ shards: [[TrainingSequence]]) -> (loss: Double, gradient: [Double]) {
            var result = (loss: 0.0, gradient: [Double](repeating: 0, count: parameters.values.count))
            for shard in shards {
                let part = worker.gradient(of: shard, parameters: parameters, scale: 0.1)
                result.loss += part.loss
                for i in part.gradient.indices { result.gradient[i] += Double(part.gradient[i]) }
            }
            return result
        }
        let together = sum([sequences])
        for shards in [Trainer.divide(sequences), sequences.map { [$0] }, [Array(sequences.reversed())]] {
            let parts = sum(shards)
            #expect(abs(parts.loss - together.loss) < 1e-4)
            #expect(try pairs(parts.gradient, together.gradient).allSatisfy { abs($0 - $1) < 1e-5 })
        }
    }

    @Test("a worker's result has the same bits whatever it computed before")
    func workerIsStateless() throws {
        let parameters = try Tiny.parameters()
        var used = GradientWorker(Tiny.configuration)
        _ = used.gradient(
            of: (20..<40).map { Tiny.sequence($0) }, parameters: parameters, scale: 1)
        var fresh = GradientWorker(Tiny.configuration)
        let one = used.gradient(of: Self.sequences, parameters: parameters, scale: 1)
        let other = fresh.gradient(of: Self.sequences, parameters: parameters, scale: 1)
        #expect(one.loss == other.loss)
        #expect(one.gradient == other.gradient)
    }

    @Test("a token outside the vocabulary ends the process")
    func tokenOutside() async {
        await #expect(processExitsWith: .failure) {
            var worker = GradientWorker(Tiny.configuration)
            _ = worker.logits(
                of: [TrainingSequence(prompt: [20], completion: [1])], parameters: try Tiny.parameters())
        }
    }
}

extension GradientWorker {
    /// The loss and gradient in a new array.
    mutating func gradient(
        of sequences: [TrainingSequence], parameters: Parameters, scale: Float
    ) -> (loss: Double, gradient: [Float]) {
        var gradient = [Float](repeating: .nan, count: parameters.values.count)
        let loss = self.gradient(
            of: sequences, TrainingWeights(parameters), scale: LossScale(language: scale), into: &gradient)
        return (loss.language, gradient)
    }
}
