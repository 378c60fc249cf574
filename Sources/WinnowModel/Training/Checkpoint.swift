public import Foundation

/// A checkpoint is the whole state of a training run between two steps.
public struct Checkpoint: Sendable {
    /// The parameters are the weights.
    public let parameters: Parameters

    /// The run was asked for by this recipe.
    public let recipe: TrainingRecipe

    /// The progress says how far the run is.
    public let progress: TrainingProgress

    let firstMoment: [Float]
    let secondMoment: [Float]

    init(
        parameters: Parameters, recipe: TrainingRecipe, progress: TrainingProgress, firstMoment: [Float],
        secondMoment: [Float]
    ) {
        self.parameters = parameters
        self.recipe = recipe
        self.progress = progress
        self.firstMoment = firstMoment
        self.secondMoment = secondMoment
    }

    private struct State: Codable {
        var configuration: ModelConfiguration
        var recipe: TrainingRecipe
        var progress: TrainingProgress
    }

    /// Writes the checkpoint to a new file and moves it into place, so that a kill leaves the old one or the new one.
    ///
    /// - Throws: a Foundation error when the file cannot be written or the loss is not finite.
    public func write(to url: URL) throws {
        let state = State(configuration: parameters.configuration, recipe: recipe, progress: progress)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let tensors = [
            "parameters": parameters.values, "first_moment": firstMoment, "second_moment": secondMoment,
        ].mapValues { SafeTensors.Tensor(shape: [$0.count], values: $0) }
        let text = String(decoding: try encoder.encode(state), as: UTF8.self)
        try SafeTensors(tensors: tensors, metadata: ["winnow_checkpoint": text]).data(.float32)
            .write(to: url, options: .atomic)
    }

    /// Reads a checkpoint that ``write(to:)`` wrote.
    ///
    /// - Throws: ``ModelError`` when the file is missing, damaged or not a checkpoint.
    public init(contentsOf url: URL) throws(ModelError) {
        let hint = "give a checkpoint that `winnow train` wrote, or start without --resume"
        guard FileManager.default.isReadableFile(atPath: url.path) else {
            throw ModelError("cannot read the checkpoint \(url.path)", hint: hint)
        }
        let file = try SafeTensors(contentsOf: url)
        guard let text = file.metadata["winnow_checkpoint"],
            let state = try? BoundedJSON.decode(State.self, from: Data(text.utf8), name: "the state"),
            let values = file.tensors["parameters"]?.values, let first = file.tensors["first_moment"]?.values,
            let second = file.tensors["second_moment"]?.values
        else { throw ModelError("\(url.path) is not a checkpoint", hint: hint) }
        guard state.progress.isPlausible, state.recipe.isPlausible else {
            throw ModelError("\(url.path) holds impossible settings or counts", hint: hint)
        }
        try state.configuration.validateForTraining()
        let count = ParameterLayout(state.configuration).count
        guard [values.count, first.count, second.count].allSatisfy({ $0 == count }) else {
            throw ModelError("\(url.path) does not hold the \(count) weights of its configuration", hint: hint)
        }
        guard [values, first, second].allSatisfy({ $0.allSatisfy { $0.isFinite } }), second.allSatisfy({ $0 >= 0 })
        else {
            throw ModelError("\(url.path) holds weights or moments that no training leaves", hint: hint)
        }
        self.init(
            parameters: Parameters(state.configuration, values: values), recipe: state.recipe,
            progress: state.progress, firstMoment: first, secondMoment: second)
    }
}

/// The progress says how far a training run is.
public struct TrainingProgress: Hashable, Sendable, Codable {
    /// So many optimiser steps are done.
    public internal(set) var step = 0

    /// So many tokens are read, prompts included.
    public internal(set) var tokens = 0

    /// The loss is that per completion token in nats, smoothed over about fifty steps.
    public internal(set) var loss: Double?

    /// The next batch is in this chunk of sequences.
    var chunk = 0

    /// The next batch has this index in the chunk.
    var batch = 0

    /// Begins a run.
    public init() {}

    /// Goes on to the first batch of the next chunk.
    mutating func beginNextChunk() {
        chunk += 1
        batch = 0
    }

    /// True where these numbers can be those of a run, whatever file they come from.
    var isPlausible: Bool {
        let limit = 1 << 48
        return [step, tokens, chunk].allSatisfy { (0..<limit).contains($0) } && (0..<BatchStream.chunk).contains(batch)
    }
}
