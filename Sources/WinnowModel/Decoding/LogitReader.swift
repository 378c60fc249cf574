import WinnowKernels

/// Reads completions of known prompts in exact forward passes and hands on the logits of a few tokens.
///
/// A logit has the same bits whatever is read beside it and on however many threads.
public struct LogitReader: Sendable {
    private let weights: PackedWeights

    /// Makes a reader of one model.
    public init(_ weights: PackedWeights) {
        self.weights = weights
    }

    /// The model has this shape.
    public var configuration: ModelConfiguration { weights.configuration }

    /// A request is a completion and where in it logits are wanted.
    public struct Request: Hashable, Sendable {
        /// The prompt has at least one token.
        public var prompt: [Int]
        public var completion: [Int]

        /// So many tokens of the completion have been read each time, ascending; 0 is right after the prompt.
        public var ends: [Int]

        /// These numbers are read beside the completion's tokens.
        public var features: TokenFeatures

        public init(prompt: [Int], completion: [Int], ends: [Int], features: TokenFeatures = .none) {
            self.prompt = prompt
            self.completion = completion
            self.ends = ends
            self.features = features
        }

        /// Asks for logits after the last token alone.
        public init(prompt: [Int], completion: [Int]) {
            self.init(prompt: prompt, completion: completion, ends: [completion.count])
        }

        /// So many tokens have to be read.
        var length: Int { prompt.count + (ends.last ?? 0) }
    }

    /// A thread takes so many neighbouring requests at a time; those of one prompt share its reading.
    private static let chunk = 64

    /// Gives the logits of `tokens` at each request's ends, `[request][end][token]`.
    ///
    /// - Parameters:
    ///   - tokens: the tokens whose logits are wanted.
    ///   - threads: how many requests are read side by side.
    /// - Throws: ``ModelError`` when a request is empty, longer than the context or of tokens the model lacks;
    ///   `CancellationError` when the task was cancelled.
    public func logits(of requests: [Request], tokens: [Int], threads: Int = 1) async throws -> [[[Float]]] {
        for request in requests { try check(request) }
        let capacity = max(1, requests.map(\.length).max() ?? 0)
        let chunks = stride(from: 0, to: requests.count, by: Self.chunk).map {
            $0..<min($0 + Self.chunk, requests.count)
        }
        let workers = max(1, min(threads, chunks.count))
        let weights = weights
        return try await withThrowingTaskGroup(of: [(Int, [[Float]])].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var pass = Pass(weights, capacity: capacity)
                    var found: [(Int, [[Float]])] = []
                    for index in stride(from: worker, to: chunks.count, by: workers) {
                        try Task.checkCancellation()
                        for request in chunks[index] { found.append((request, pass.read(requests[request], tokens))) }
                    }
                    return found
                }
            }
            var result = [[[Float]]](repeating: [], count: requests.count)
            for try await part in group {
                for (index, values) in part { result[index] = values }
            }
            return result
        }
    }

    private func check(_ request: Request) throws(ModelError) {
        let (configuration, tokens) = (
            weights.configuration, request.prompt + request.completion + request.features.tokens
        )
        guard !request.prompt.isEmpty, tokens.allSatisfy((0..<configuration.vocabularySize).contains) else {
            throw ModelError(
                "a prompt is empty, or a token is outside 0..<\(configuration.vocabularySize)",
                hint: "give token identifiers of this model")
        }
        precondition(request.features.fits(request.completion.count), "the features are not those of the completion")
        precondition(
            request.ends.allSatisfy((0...request.completion.count).contains) && request.ends == request.ends.sorted(),
            "the ends \(request.ends) are not those of \(request.completion.count) tokens")
        guard request.length <= configuration.contextLength else {
            throw ModelError(
                "a sequence of \(request.length) tokens exceeds a context of \(configuration.contextLength)",
                hint: "shorten it")
        }
    }

    /// A pass has one thread's decoder: slot 0 keeps the prompt that was read last.
    private struct Pass {
        private var decoder: TokenDecoder
        private var prompt: [Int] = []
        /// These logits came after ``prompt``.
        private var promptLogits: [Float] = []

        init(_ weights: PackedWeights, capacity: Int) {
            decoder = TokenDecoder(weights, slots: 2, capacity: capacity)
        }

        mutating func read(_ request: Request, _ tokens: [Int]) -> [[Float]] {
            if request.prompt != prompt {
                prompt = request.prompt
                decode(prompt, slot: 0, from: 0, logits: .last)
                promptLogits = Array(decoder.logits.prefix(decoder.configuration.paddedVocabulary))
            }
            let completion = Array(request.completion.prefix(request.ends.last ?? 0))
            let isLastOnly = request.ends.allSatisfy { $0 == 0 || $0 == completion.count }
            if !completion.isEmpty {
                decoder.copySlot(0, to: 1, length: prompt.count)
                decode(
                    completion, slot: 1, from: prompt.count, features: request.features.prefix(completion.count),
                    logits: isLastOnly ? .last : .all)
            }
            let stride = decoder.configuration.paddedVocabulary
            return request.ends.map { end in
                guard end > 0 else { return tokens.map { promptLogits[$0] } }
                let row = isLastOnly ? 0 : end - 1
                return tokens.map { decoder.logits[row * stride + $0] }
            }
        }

        private mutating func decode(
            _ tokens: [Int], slot: Int, from position: Int, features: TokenFeatures = .none,
            logits: TokenDecoder.LogitRows
        ) {
            decoder.decode(
                tokens: tokens, features: features,
                rows: .init(
                    slots: [Int](repeating: slot, count: tokens.count),
                    positions: Array(position..<position + tokens.count)), logits: logits)
        }
    }
}
