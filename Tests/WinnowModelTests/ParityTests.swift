import Foundation
import TestGuards
import Testing

@testable import WinnowModel

/// The Llama of Hugging Face transformers in float64; `Fixtures/llama_reference.py` writes the numbers.
struct ParityTests {
    struct Fixture: Decodable {
        struct Tensor: Decodable {
            var shape: [Int]
            var values: Data

            var floats: [Float] { ParityTests.floats(values) }
        }

        struct Sequence: Decodable {
            var prompt: [Int]
            var completion: [Int]
        }

        struct Recipe: Decodable {
            var learningRate: Double
            var warmUpSteps: Int
            var beta1: Double
            var beta2: Double
            var epsilon: Double
            var weightDecay: Double
            var clipNorm: Double
            var steps: Int
        }

        var recipe: Recipe
        var sequences: [Sequence]
        var weights: [String: Tensor]
        var logits: [Data]
        var loss: Double
        var gradients: [String: Tensor]
        var losses: [Double]
        var trained: [String: Tensor]
    }

    static func floats(_ data: Data) -> [Float] {
        let bytes = [UInt8](data)
        return stride(from: 0, to: bytes.count, by: 4).map { at in
            Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) })
        }
    }

    let fixture: Fixture
    let parameters: Parameters
    let sequences: [TrainingSequence]

    init() throws {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/llama_reference.json")
        fixture = try JSONDecoder().decode(Fixture.self, from: try Data(contentsOf: url))
        sequences = fixture.sequences.map { TrainingSequence(prompt: $0.prompt, completion: $0.completion) }
        let tensors = fixture.weights.mapValues { SafeTensors.Tensor(shape: $0.shape, values: $0.floats) }
        // The weights come in the way a file's would, under their Hugging Face names.
        parameters = try Tiny.withFolder { folder in
            try ModelFolder(parameters: try Parameters(Tiny.configuration, seed: 0), symbols: Tiny.symbols)
                .write(to: folder, precision: .float32, endToken: 1, paddingToken: 0)
            try SafeTensors(tensors: tensors).data(.float32).write(to: folder.appending(path: "model.safetensors"))
            return try ModelFolder(contentsOf: folder).parameters
        }
    }

    /// A tensor's values out of an array in the parameters' layout.
    private func named(_ values: [Float]) throws -> [String: SafeTensors.Tensor] {
        ModelFolder(parameters: Parameters(Tiny.configuration, values: values), symbols: Tiny.symbols).namedTensors()
    }

    private func expectEqual(
        _ values: [Float], _ expected: [String: Fixture.Tensor], within tolerance: Double
    ) throws {
        let tensors = try named(values)
        #expect(Set(tensors.keys) == Set(expected.keys))
        for (name, tensor) in expected {
            #expect(tensors[name]?.shape == tensor.shape)
            let largest = zip(tensors[name]?.values ?? [], tensor.floats).map { abs(Double($0) - Double($1)) }.max()
            #expect((largest ?? 1) < tolerance, "\(name)")
        }
    }

    @Test("logits equal those of transformers within 1e-4")
    func logits() throws {
        var worker = GradientWorker(Tiny.configuration)
        for (sequence, data) in try pairs(sequences, fixture.logits) {
            let rows = worker.logits(of: [sequence], parameters: parameters).flatMap(\.self)
            let expected = Self.floats(data)
            #expect(rows.count == expected.count)
            #expect(try pairs(rows, expected).allSatisfy { abs($0 - $1) < 1e-4 })
        }
    }

    @Test("loss and gradients equal those of PyTorch within 1e-5")
    func gradients() throws {
        var worker = GradientWorker(Tiny.configuration)
        let tokens = sequences.reduce(0) { $0 + $1.completion.count }
        let (loss, gradient) = worker.gradient(
            of: sequences, parameters: parameters,
            scale: 1 / Float(tokens))
        #expect(abs(loss / Double(tokens) - fixture.loss) < 1e-5)
        try expectEqual(gradient, fixture.gradients, within: 1e-5)
    }

    @Test("ten steps of training have the losses and weights of PyTorch's AdamW with clipping")
    func training() async throws {
        let recipe = fixture.recipe
        // One batch is a whole chunk: each sequence equally often, so that the mean loss is that of the four.
        var trainer = SourcedTrainer(
            parameters,
            recipe: TrainingRecipe(
                learningRate: recipe.learningRate, warmUpSteps: recipe.warmUpSteps, beta1: recipe.beta1,
                beta2: recipe.beta2, epsilon: recipe.epsilon, weightDecay: recipe.weightDecay,
                clipNorm: recipe.clipNorm, batchTokens: .max),
            threads: 2
        ) { [sequences] index in sequences[index % 4] }
        for expected in fixture.losses {
            let loss = await trainer.step()
            #expect(abs(loss - expected) < 1e-4)
        }
        #expect(trainer.progress.step == recipe.steps)
        try expectEqual(trainer.parameters.values, fixture.trained, within: 5e-4)
    }
}
