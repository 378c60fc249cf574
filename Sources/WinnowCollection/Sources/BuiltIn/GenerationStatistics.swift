import WinnowCore
import WinnowModel

/// The statistics say what a generation read and wrote, and how long it took, without loading the model.
public struct GenerationStatistics: Sendable, Codable, Hashable {
    public var prompts: Int
    public var candidates: Int
    public var threads: Int

    /// Prompt tokens read; a prompt whose candidates are divided among threads is read more than once.
    public var promptTokens: Int

    /// Completion tokens drawn, end tokens included.
    public var completionTokens: Int

    /// The share of the wall time that the threads spent on prompts.
    public var prefillSeconds: Double

    /// The rest of the wall time.
    public var decodeSeconds: Double

    public var wallSeconds: Double

    init(_ sampling: SamplingStatistics, prompts: Int, candidates: Int, threads: Int, wall: Duration) {
        self.prompts = prompts
        self.candidates = candidates
        self.threads = threads
        promptTokens = sampling.promptTokens
        completionTokens = sampling.completionTokens
        wallSeconds = wall / .seconds(1)
        let prefill = sampling.prefillTime / .seconds(1)
        let busy = prefill + sampling.decodeTime / .seconds(1)
        prefillSeconds = busy > 0 ? wallSeconds * prefill / busy : 0
        decodeSeconds = wallSeconds - prefillSeconds
    }

    /// Both rates in one line, for people.
    public var text: String {
        func rate(_ tokens: Int, _ seconds: Double) -> String {
            seconds > 0 ? "\(Int(Double(tokens) / seconds)) tokens/s" : "no time"
        }
        return "prefill \(promptTokens) tokens at \(rate(promptTokens, prefillSeconds)), "
            + "decode \(completionTokens) tokens at \(rate(completionTokens, decodeSeconds))"
    }

    /// Writes them as JSON with sorted keys in snake case; ends with a line break.
    public func json() throws -> String { try ReadableJSON.text(self) }
}
