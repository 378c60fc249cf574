import WinnowCatalogue
import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom

/// The value of a beginning under a generator: how often it ends right when it goes on from there.
///
/// Source: the soft estimate of Wang et al., "Math-Shepherd", arXiv 2312.08935, section 3.3.
struct PolicyRollouts {
    let generator: LoadedModel
    let temperature: Double
    let seed: UInt64
    /// Each beginning is gone on from so many times.
    let count: Int
    let threads: Int

    /// A candidate up to the end of one of its steps.
    struct Beginning: Hashable, Sendable {
        /// Its candidate's place in the list.
        var candidate: Int
        /// Tokens of the completion.
        var end: Int
    }

    /// The share of continuations of each beginning that end right within the domain's limit of tokens.
    ///
    /// Random numbers depend on the seed, the prompt and the beginning's tokens alone.
    ///
    /// - Throws: `CancellationError` when the task was cancelled.
    func values<D: TracedDomain>(
        of beginnings: [Beginning], candidates: [DrawnCandidate], problems: [D.Problem], of domain: D,
        observe: @escaping WorkProgress.Observer
    ) async throws -> [Double] {
        let prompts = beginnings.map {
            candidates[$0.candidate].prompt + candidates[$0.candidate].completion.prefix($0.end)
        }
        let jobs = beginnings.indices.map { index in
            SamplingJob(
                id: index, prompt: prompts[index],
                key: CandidateKey.key(seed: seed ^ StableHash("rollouts").value, prompt: prompts[index]),
                samples: Array(0..<count))
        }
        let sampler = ParallelSampler(
            PackedWeights(generator.parameters),
            options: SamplingOptions(temperature: temperature, maxTokens: domain.completionLimit),
            endTokens: [Vocabulary.end], threads: threads)
        let tally = Tally(beginnings: jobs.count, count: count, task: "rollouts of \(domain.name) \(generator.name)")
        try await sampler.run(jobs) { completions in
            for completion in completions {
                let beginning = beginnings[completion.job]
                let candidate = candidates[beginning.candidate]
                let whole = candidate.completion.prefix(beginning.end) + completion.tokens
                let answer = whole.count <= domain.completionLimit ? domain.read(Array(whole)).answer : nil
                let isRight = answer.map { domain.grade($0, of: problems[candidate.problem]) } ?? false
                await tally.add(completion.job, isRight)
            }
            await tally.report(observe)
        }
        try Task.checkCancellation()
        return await tally.right.map { Double($0) / Double(count) }
    }

    private actor Tally {
        private(set) var right: [Int]
        private var done = 0
        private let total: Int
        private let task: String

        init(beginnings: Int, count: Int, task: String) {
            right = [Int](repeating: 0, count: beginnings)
            total = beginnings * count
            self.task = task
        }

        func add(_ beginning: Int, _ isRight: Bool) {
            if isRight { right[beginning] += 1 }
            done += 1
        }

        func report(_ observe: WorkProgress.Observer) async {
            await observe(WorkProgress(task: task, done: Double(done), total: Double(total)))
        }
    }
}

extension TracedDomain {
    /// Some of a candidate's steps by number, drawn anew for each candidate but the same on every call.
    func chosenSteps(_ ends: [Int], of candidate: Int, count: Int, seed: UInt64) -> [Int] {
        var random = stream("steps", seed: seed, index: candidate)
        var steps = Array(ends.indices)
        random.shuffle(&steps)
        return steps.prefix(count).sorted()
    }
}
