import Foundation
import WinnowCore
import WinnowDomains
import WinnowModel

/// A training run in a folder, with checkpoints that a killed run goes on from.
struct CheckpointedTraining: Sendable {
    /// The folder of the run: checkpoints lie below `checkpoints/`.
    var folder: URL
    var recipe: TrainingRecipe
    /// Tokens between checkpoints.
    var checkpointEvery: Int
    var threads: Int
    /// Progress is shown under this title, such as `training maze traced`.
    var title: String

    /// The checkpoint that was written when training passed this many tokens.
    func checkpointURL(tokens: Int) -> URL {
        folder.appending(path: "checkpoints/\(tokens).safetensors")
    }

    /// Reads a checkpoint.
    ///
    /// - Throws: `ModelError` naming the file when it is damaged.
    static func checkpoint(_ url: URL) throws(ModelError) -> Checkpoint {
        do throws(ModelError) {
            return try Checkpoint(contentsOf: url)
        } catch {
            throw ModelError("the checkpoint \(url.path) cannot be used: \(error.problem)", hint: error.hint)
        }
    }

    /// The newest checkpoint of this run at or below a number of tokens, or nil when there is none.
    func newestCheckpoint(upTo tokens: Int) -> URL? {
        let place = folder.appending(path: "checkpoints").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let best = names.compactMap { name in
            name.hasSuffix(".safetensors") ? Int(name.dropLast(".safetensors".count)) : nil
        }.filter { $0 <= tokens }.max()
        return best.map(checkpointURL)
    }

    /// Makes sure that what the folder holds may be gone on with.
    ///
    /// - Parameter settings: what the folder's checkpoints must be of.
    /// - Throws: ``ExperimentError`` when there are checkpoints and `resuming` is false, or a run with other settings.
    func claim(for settings: some TrainingClaim, resuming: Bool) throws {
        if let newest = newestCheckpoint(upTo: .max), !resuming {
            throw ExperimentError(
                "\(folder.path) holds \(newest.lastPathComponent) of an earlier run",
                hint: "add --resume to go on from it, or give another --output")
        }
        try settings.claim(folder)
    }

    /// The state to go on from, nil where there is none.
    ///
    /// - Throws: ``ExperimentError`` for a run that is beyond `tokens`; `ModelError` for a damaged checkpoint.
    func start(until tokens: Int) throws -> Checkpoint? {
        let start = try newestCheckpoint(upTo: .max).map(Self.checkpoint)
        // A run ends within its last batch, which is a little longer than asked for.
        if let read = start?.progress.tokens, read > tokens + 2 * recipe.batchTokens {
            throw ExperimentError(
                "\(folder.path) was trained on \(read) tokens already, more than \(tokens)",
                hint: "give more --tokens, or another --output")
        }
        return start
    }

    /// Trains until `tokens` tokens have been read, writing a checkpoint each ``checkpointEvery`` tokens.
    ///
    /// - Parameters:
    ///   - start: the checkpoint to go on from; nil starts anew, from `parameters`.
    ///   - groups: the training sequences by index, those that are learned together.
    /// - Returns: the last state; its tokens are fewer when the task was cancelled.
    func train(
        from start: Checkpoint?, or parameters: () throws -> Parameters, groups: @escaping BatchStream.GroupSource,
        until tokens: Int, observe: WorkProgress.Observer
    ) async throws -> Checkpoint {
        var trainer =
            if let start {
                Trainer(start, recipe: recipe, threads: threads)
            } else {
                Trainer(try parameters(), recipe: recipe, threads: threads)
            }
        var batches = BatchStream(recipe, groups: groups)
        try FileManager.default.createDirectory(
            at: folder.appending(path: "checkpoints"), withIntermediateDirectories: true)
        let clock = ContinuousClock()
        let (begin, first) = (clock.now, trainer.progress.tokens)
        var next = (first / checkpointEvery + 1) * checkpointEvery
        while trainer.progress.tokens < tokens, !Task.isCancelled {
            await trainer.step(on: trainer.draw(from: &batches))
            let read = trainer.progress.tokens
            if read >= next {
                try trainer.checkpoint.write(to: checkpointURL(tokens: next))
                next += checkpointEvery
            }
            let elapsed = begin.duration(to: clock.now) / .seconds(1)
            let loss = trainer.progress.loss.map { String(format: "%.3f", $0) } ?? "-"
            await observe(
                WorkProgress(
                    task: title, done: Double(read), total: Double(tokens),
                    detail: "\(Int(Double(read - first) / max(elapsed, 1e-9))) tokens/s, loss \(loss)"))
        }
        // What an interruption would lose is kept under the number of its tokens.
        if Task.isCancelled { try trainer.checkpoint.write(to: checkpointURL(tokens: trainer.progress.tokens)) }
        return trainer.checkpoint
    }
}

/// A claim says what a folder of checkpoints is of; it is `training.json` beside them.
///
/// A checkpoint does not know its data, and going on from one with other settings would end in a model that no recipe
/// describes.
protocol TrainingClaim: Codable, Hashable {}

extension TrainingClaim {
    private static var fileName: String { "training.json" }

    /// Writes the settings into a folder that has none.
    ///
    /// - Throws: ``ExperimentError`` when the folder holds a run with other settings.
    func claim(_ folder: URL) throws {
        let file = folder.appending(path: Self.fileName)
        guard FileManager.default.fileExists(atPath: file.path) else {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return try ReadableJSON.data(self).write(to: file, options: .atomic)
        }
        guard let owner = try? JSONDecoder().decode(Self.self, from: Data(contentsOf: file)), owner == self else {
            throw ExperimentError(
                "\(folder.path) holds a training run with other settings",
                hint: "repeat the settings in its \(Self.fileName), or use another folder")
        }
    }
}

/// The settings say what a folder of a generator's checkpoints is of.
struct TrainingSettings: TrainingClaim {
    var domain: String
    var style: CompletionStyle
    var configuration: ModelConfiguration
    var recipe: TrainingRecipe
}
