import WinnowRandom

/// The stream has the data of a training run: sequences that are drawn by index, chunk by chunk, and put into batches.
///
/// A batch depends on the seed and its place only, so that a run from a checkpoint goes on with the batch that is due.
public struct BatchStream: Sendable {
    /// So many sequences, or groups of them, are drawn at a time and sorted by length into batches.
    static let chunk = 2048

    /// Makes the sequence with an index.
    public typealias Source = @Sendable (_ index: Int) -> TrainingSequence

    /// Makes the sequences with an index that are learned in one batch.
    public typealias GroupSource = @Sendable (_ index: Int) -> [TrainingSequence]

    private let source: GroupSource
    private let seed: UInt64
    private let batchTokens: Int
    private var batches: [[Int]] = []
    private var groups: [[TrainingSequence]] = []
    private var loadedChunk: Int?

    /// Takes the seed and the size of the batches from a recipe; draws nothing yet.
    public init(_ recipe: TrainingRecipe, source: @escaping Source) {
        self.init(recipe, groups: { [source($0)] })
    }

    /// Takes sequences that have to stay together, as those that are ranked against each other.
    public init(_ recipe: TrainingRecipe, groups: @escaping GroupSource) {
        source = groups
        seed = recipe.seed
        batchTokens = recipe.batchTokens
    }

    /// Gives the batch that is due; a chunk's batches hold sequences of like length, in random order.
    mutating func next(_ progress: inout TrainingProgress) -> [TrainingSequence] {
        if loadedChunk != progress.chunk { load(chunk: progress.chunk) }
        // A checkpoint of other sequences may count more batches than this chunk has.
        if progress.batch >= batches.count {
            progress.beginNextChunk()
            load(chunk: progress.chunk)
        }
        let batch = batches[progress.batch].flatMap { groups[$0] }
        progress.batch += 1
        if progress.batch == batches.count { progress.beginNextChunk() }
        return batch
    }

    /// Draws the sequences of a chunk and puts them into batches.
    private mutating func load(chunk: Int) {
        let first = chunk * Self.chunk
        groups = (first..<first + Self.chunk).map { source($0) }
        let lengths = groups.map { $0.reduce(0) { $0 + $1.load } }
        batches = BatchPlan.batches(lengths: lengths, tokens: batchTokens, seed: seed, chunk: chunk)
        loadedChunk = chunk
    }
}

/// The plan says how the sequences of a chunk are put into batches.
enum BatchPlan {
    /// Makes batches of indices of sequences of like length, in an order that depends on the seed and the chunk only.
    ///
    /// Every index is in exactly one batch. A batch is closed by the sequence with which it reaches `tokens` tokens;
    /// the last one of the longest sequences may be smaller.
    static func batches(lengths: [Int], tokens: Int, seed: UInt64, chunk: Int) -> [[Int]] {
        var random = CounterRandom(key: StableHash("batches").value ^ seed, stream: UInt64(chunk))
        var order = Array(lengths.indices)
        random.shuffle(&order)
        let ranked = order.enumerated().sorted { one, other in
            (lengths[one.element], one.offset) < (lengths[other.element], other.offset)
        }
        var batches: [[Int]] = []
        var current: [Int] = []
        var load = 0
        for index in ranked.map(\.element) {
            current.append(index)
            load += lengths[index]
            if load >= tokens {
                batches.append(current)
                current = []
                load = 0
            }
        }
        if !current.isEmpty { batches.append(current) }
        random.shuffle(&batches)
        return batches
    }
}
