import Glibc
public import WinnowModel

/// Asks a model whether a candidate is right and takes the probability of its yes for the score.
///
/// The score is P(yes) / (P(yes) + P(no)) of the next token. Source: Zhang et al., "Generative Verifiers",
/// arXiv 2408.15240, sections 3.1 and 3.2; sampled checks as in Singhi et al., arXiv 2504.01005.
public struct QuestionScorer: Sendable {
    /// The tokens are the reserved ones of a yes/no scorer.
    public struct Tokens: Hashable, Sendable {
        /// This token ends the candidate and asks.
        public var question: Int
        public var yes: Int
        public var no: Int

        public init(question: Int, yes: Int, no: Int) {
            self.question = question
            self.yes = yes
            self.no = no
        }
    }

    /// A candidate is one to be asked about.
    public struct Candidate: Hashable, Sendable {
        public var prompt: [Int]
        public var completion: [Int]
        /// The key is the random one of its checks; check `i` draws from stream `i` of it.
        public var key: UInt64

        public init(prompt: [Int], completion: [Int], key: UInt64 = 0) {
            self.prompt = prompt
            self.completion = completion
            self.key = key
        }
    }

    /// An answer is the value of one question, and what it cost.
    public struct Answer: Hashable, Sendable {
        /// The value is P(yes) / (P(yes) + P(no)).
        public var value: Double
        /// The model wrote so many tokens: the check's and one of yes or no.
        public var tokens: Int
        /// Reading problem, candidate and question and writing the tokens took so many floating-point operations.
        public var flops: Double
    }

    private let weights: PackedWeights
    private let tokens: Tokens
    private let cost: FloatingPointCost

    public init(_ parameters: Parameters, tokens: Tokens) {
        weights = PackedWeights(parameters)
        self.tokens = tokens
        cost = FloatingPointCost(parameters.configuration)
    }

    /// Gives the answers right after the question.
    ///
    /// - Throws: `ModelError` when a candidate is longer than the context or of tokens the model lacks;
    ///   `CancellationError` when the task was cancelled.
    public func answers(to candidates: [Candidate], threads: Int = 1) async throws -> [Answer] {
        let requests = candidates.map {
            LogitReader.Request(prompt: $0.prompt, completion: $0.completion + [tokens.question])
        }
        let values = try await probabilities(requests, threads: threads)
        return zip(candidates, values).map { candidate, value in
            let read = candidate.prompt.count + candidate.completion.count + 1
            return Answer(value: value, tokens: 1, flops: cost.prompt(tokens: read))
        }
    }

    /// Gives the answers after checks that are written by the model at temperature 1, `[candidate][repeat]`.
    ///
    /// A check that does not come to a yes or no within the limit is read off where it stops.
    ///
    /// - Parameters:
    ///   - repeats: the numbers of the checks of each candidate; equal numbers give equal checks.
    ///   - limit: the largest number of tokens of a check, its yes or no included; fewer where the context ends.
    /// - Throws: as ``answers(to:threads:)``.
    public func answers(
        to candidates: [Candidate], repeats: [[Int]], limit: Int, threads: Int = 1
    ) async throws -> [[Answer]] {
        let prompts = candidates.map { $0.prompt + $0.completion + [tokens.question] }
        let checks = Checks()
        // The limit is one for a whole call of the sampler: candidates that leave less room are drawn apart.
        let room = prompts.map { min(limit, weights.configuration.contextLength - $0.count) }
        for limit in Set(room).sorted() {
            guard limit > 0 else {
                throw ModelError("a candidate leaves no room for a check", hint: "shorten it")
            }
            let jobs = candidates.indices.filter { room[$0] == limit }.map {
                SamplingJob(id: $0, prompt: prompts[$0], key: candidates[$0].key, samples: repeats[$0])
            }
            let sampler = ParallelSampler(
                weights, options: SamplingOptions(maxTokens: limit), endTokens: [tokens.yes, tokens.no],
                threads: threads)
            try await sampler.run(jobs) { await checks.add($0) }
            try Task.checkCancellation()
        }
        let written = await checks.all.sorted { ($0.job, $0.sampleIndex) < ($1.job, $1.sampleIndex) }
        let requests = written.map { check in
            LogitReader.Request(
                prompt: prompts[check.job],
                completion: check.stopReason == .end ? Array(check.tokens.dropLast()) : check.tokens)
        }
        let values = try await probabilities(requests, threads: threads)
        var answers = [[Answer]](repeating: [], count: candidates.count)
        for (check, value) in zip(written, values) {
            let prompt = prompts[check.job].count
            answers[check.job].append(
                Answer(
                    value: value, tokens: check.tokens.count,
                    flops: cost.prompt(tokens: prompt)
                        + cost.completion(tokens: check.tokens.count, promptTokens: prompt)))
        }
        return answers
    }

    private func probabilities(_ requests: [LogitReader.Request], threads: Int) async throws -> [Double] {
        let logits = try await LogitReader(weights).logits(
            of: requests, tokens: [tokens.yes, tokens.no], threads: threads)
        return logits.map { 1 / (1 + exp(Double($0[0][1]) - Double($0[0][0]))) }
    }

    private actor Checks {
        var all: [Completion] = []

        func add(_ completions: [Completion]) { all += completions }
    }
}
