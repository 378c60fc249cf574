/// How far a training run is.
public struct TrainingProgress: Hashable, Sendable, Codable {
    /// Optimiser steps done.
    public internal(set) var step = 0

    /// Tokens read, prompts included.
    public internal(set) var tokens = 0

    /// The loss per completion token in nats, smoothed over about fifty steps.
    public internal(set) var loss: Double?

    /// The chunk of sequences that the next batch is in.
    var chunk = 0

    /// The next batch's index in the chunk.
    var batch = 0

    /// The beginning of a run.
    public init() {}

    /// Whether these numbers can be those of a run, whatever file they come from.
    var isPlausible: Bool {
        let limit = 1 << 48
        return [step, tokens, chunk].allSatisfy { (0..<limit).contains($0) } && (0..<Trainer.chunk).contains(batch)
    }
}
