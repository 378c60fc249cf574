import WinnowKernels

/// Trains one model step by step, on batches that its caller draws.
///
/// Who trains on fixed data draws each batch by ``draw(from:)``; who trains on what the model itself writes makes it
/// with the present ``parameters``.
///
/// The state is a value: saved and loaded between any two steps it goes on with the same bits. A step's gradient is
/// summed over a fixed number of shards in a fixed order, so the bits do not depend on the number of threads either.
public struct Trainer: Sendable {
    /// A batch is divided into so many shards.
    static let shards = 8

    /// The parameters are the weights after the last step.
    public private(set) var parameters: Parameters

    /// The run was asked for by this recipe.
    public let recipe: TrainingRecipe

    /// The progress says how far the run is.
    public private(set) var progress: TrainingProgress

    private var firstMoment: [Float]
    private var secondMoment: [Float]

    private let workers: [ShardWorker]
    private var weights: TrainingWeights

    /// Starts from given weights with empty moments.
    ///
    /// - Parameter threads: how many shards are worked on at once; does not change the result.
    public init(_ parameters: Parameters, recipe: TrainingRecipe, threads: Int) {
        let zeros = [Float](repeating: 0, count: parameters.values.count)
        self.init(
            parameters, recipe: recipe, progress: TrainingProgress(), firstMoment: zeros, secondMoment: zeros,
            threads: threads)
    }

    /// Goes on from a checkpoint; another recipe (a branch with its own decay) may be given.
    ///
    /// With the checkpoint's own seed and batch size the run goes on with the very next batch; with others, whose
    /// batches are not those of the checkpoint, it goes on with the next chunk.
    public init(_ checkpoint: Checkpoint, recipe: TrainingRecipe? = nil, threads: Int) {
        let recipe = recipe ?? checkpoint.recipe
        var progress = checkpoint.progress
        let sameBatches = recipe.seed == checkpoint.recipe.seed && recipe.batchTokens == checkpoint.recipe.batchTokens
        if !sameBatches, progress.batch > 0 {
            progress.beginNextChunk()
        }
        self.init(
            checkpoint.parameters, recipe: recipe, progress: progress, firstMoment: checkpoint.firstMoment,
            secondMoment: checkpoint.secondMoment, threads: threads)
    }

    private init(
        _ parameters: Parameters, recipe: TrainingRecipe, progress: TrainingProgress, firstMoment: [Float],
        secondMoment: [Float], threads: Int
    ) {
        self.parameters = parameters
        self.recipe = recipe
        self.progress = progress
        self.firstMoment = firstMoment
        self.secondMoment = secondMoment
        weights = TrainingWeights(parameters)
        workers = (0..<max(1, min(threads, Self.shards))).map { _ in ShardWorker(parameters.configuration) }
    }

    /// The checkpoint has all that ``init(_:recipe:threads:)-(Checkpoint,_,_)`` needs to go on.
    public var checkpoint: Checkpoint {
        Checkpoint(
            parameters: parameters, recipe: recipe, progress: progress, firstMoment: firstMoment,
            secondMoment: secondMoment)
    }

    /// Draws the batch that is due from a run's data, and notes in ``progress`` that it was drawn.
    public mutating func draw(from stream: inout BatchStream) -> [TrainingSequence] {
        stream.next(&progress)
    }

    /// Takes one optimiser step on a batch.
    ///
    /// - Parameter batch: at least one sequence. Their tokens' losses are weighed and divided by the number of tokens.
    /// - Returns: the mean loss per completion token, in nats; of a scorer, this times its weight and the mean losses
    /// of all value heads.
    @discardableResult
    public mutating func step(on batch: [TrainingSequence]) async -> Double {
        precondition(!batch.isEmpty, "a step needs a sequence")
        let completionTokens = max(1, batch.reduce(0) { $0 + ($1.learnsText ? $1.completion.count : 0) })
        let counts = ValueLoss.counts(batch, heads: parameters.configuration.valueHeads)
        let objective = recipe.values
        let weight = objective?.languageWeight ?? 1
        let scale = LossScale(
            language: Float(weight) / Float(completionTokens),
            values: counts.targets.map { Float(objective?.valueWeight ?? 1) / Float(max(1, $0)) },
            ranks: counts.groups.map { Float(objective?.rankWeight ?? 0) / Float(max(1, $0)) },
            valueLoss: objective?.loss ?? .crossEntropy)
        let (loss, gradient) = await gradient(of: batch, scale: scale)
        progress.step += 1
        update(gradient)
        progress.tokens += batch.reduce(0) { $0 + $1.load }
        var mean = weight * loss.language / Double(completionTokens)
        for head in counts.targets.indices {
            mean += (objective?.valueWeight ?? 1) * loss.values[head] / Double(max(1, counts.targets[head]))
            mean += (objective?.rankWeight ?? 0) * loss.ranks[head] / Double(max(1, counts.groups[head]))
        }
        progress.loss = progress.loss.map { 0.98 * $0 + 0.02 * mean } ?? mean
        return mean
    }

    /// Clips the gradient and moves the weights.
    private mutating func update(_ gradient: [Float]) {
        let norm = Kernels.squaredNorm(gradient).squareRoot()
        let step = Kernels.AdamWStep(
            learningRate: Float(recipe.learningRate(step: progress.step, tokens: progress.tokens)),
            beta1: Float(recipe.beta1), beta2: Float(recipe.beta2), epsilon: Float(recipe.epsilon),
            correction1: Float(1 - power(recipe.beta1, progress.step)),
            correction2: Float(1 - power(recipe.beta2, progress.step)),
            gradientScale: Float(min(1, recipe.clipNorm / max(norm, 1e-12))))
        let layout = parameters.layout
        for (ranges, decay) in [(layout.matrices.map(\.range), recipe.weightDecay), (layout.vectors, 0)] {
            for range in ranges {
                Kernels.adamW(
                    &parameters.values, gradient: gradient, first: &firstMoment, second: &secondMoment, in: range,
                    weightDecay: Float(decay), step)
            }
        }
    }

    /// Gives the gradient of a batch, summed over the shards in order.
    private mutating func gradient(
        of batch: [TrainingSequence], scale: LossScale
    ) async -> (loss: SummedLoss, gradient: [Float]) {
        let shards = Self.divide(batch)
        weights.update(parameters)
        let (weights, workers) = (weights, workers)
        var parts = [(loss: SummedLoss, gradient: [Float])?](repeating: nil, count: shards.count)
        await withTaskGroup(of: (worker: Int, shard: Int, SummedLoss, [Float]).self) { group in
            func start(_ shard: Int, on worker: Int) {
                group.addTask {
                    let (loss, gradient) = await workers[worker].gradient(of: shards[shard], weights, scale: scale)
                    return (worker, shard, loss, gradient)
                }
            }
            var next = min(workers.count, shards.count)
            for index in 0..<next { start(index, on: index) }
            while let (worker, shard, loss, gradient) = await group.next() {
                parts[shard] = (loss, gradient)
                if next < shards.count {
                    start(next, on: worker)
                    next += 1
                }
            }
        }
        var total = parts[0]?.gradient ?? []
        var loss = parts[0]?.loss ?? SummedLoss(heads: scale.values.count)
        for part in parts.dropFirst() {
            guard let part else { continue }
            Kernels.add(part.gradient, to: &total)
            loss += part.loss
        }
        return (loss, total)
    }

    /// Deals sequences, longest first, to the shard that has the fewest tokens so far; those of a group go together.
    static func divide(_ batch: [TrainingSequence]) -> [[TrainingSequence]] {
        var places: [Int: Int] = [:]
        var parts: [[TrainingSequence]] = []
        for sequence in batch {
            if let group = sequence.group, let place = places[group] {
                parts[place].append(sequence)
            } else {
                if let group = sequence.group { places[group] = parts.count }
                parts.append([sequence])
            }
        }
        let counts = parts.map { $0.reduce(0) { $0 + $1.count } }
        var shards = [[TrainingSequence]](repeating: [], count: min(Self.shards, parts.count))
        var loads = [Int](repeating: 0, count: shards.count)
        for part in parts.indices.sorted(by: { (counts[$1], $0) < (counts[$0], $1) }) {
            var lightest = 0
            for shard in loads.indices where loads[shard] < loads[lightest] { lightest = shard }
            shards[lightest] += parts[part]
            loads[lightest] += counts[part]
        }
        return shards
    }

    /// Gives a whole power by repeated squaring, which has the same bits on every machine.
    private func power(_ base: Double, _ exponent: Int) -> Double {
        var (result, base, exponent) = (1.0, base, exponent)
        while exponent > 0 {
            if exponent % 2 == 1 { result *= base }
            base *= base
            exponent /= 2
        }
        return result
    }
}

/// A shard's worker stays where it is, so that its buffers are never copied on their way between tasks.
private actor ShardWorker {
    private var worker: GradientWorker
    private let count: Int

    init(_ configuration: ModelConfiguration) {
        worker = GradientWorker(configuration)
        count = ParameterLayout(configuration).count
    }

    func gradient(
        of shard: [TrainingSequence], _ weights: TrainingWeights, scale: LossScale
    ) -> (loss: SummedLoss, gradient: [Float]) {
        var gradient = [Float](repeating: 0, count: count)
        let loss = worker.gradient(of: shard, weights, scale: scale, into: &gradient)
        return (loss, gradient)
    }
}
