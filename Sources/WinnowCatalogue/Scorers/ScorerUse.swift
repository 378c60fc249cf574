public import WinnowDomains
import WinnowModel
public import WinnowScoring
public import WinnowSelection

/// A candidate as scorers see it.
public struct ScorableCandidate: Hashable, Sendable {
    var prompt: [Int]
    var completion: [Int]
    /// The ends of its steps; read by process scorers.
    var stepEnds: [Int]
    var features: CandidateFeatures
    /// The random key of its checks.
    public var key: UInt64

    public init(prompt: [Int], completion: [Int], stepEnds: [Int], features: CandidateFeatures, key: UInt64) {
        self.prompt = prompt
        self.completion = completion
        self.stepEnds = stepEnds
        self.features = features
        self.key = key
    }
}

/// A score is what one scoring of a candidate gives.
public struct CandidateScore: Hashable, Sendable {
    public var value: Double
    /// Tokens that were written for it.
    public var tokens = 0
    public var flops = 0.0
    /// The values of the steps in order, for a process scorer.
    public var steps: [Double] = []
}

/// One number that a scorer gives: what becomes a tool of the store.
public struct ScorerOutput: Hashable, Sendable {
    /// The name is such as `orm` or `prm-policy-value`.
    public var name: String
    /// The target is that of a process scorer.
    public var target: ProcessLabel?
}

/// A loaded scorer applied to candidates.
public struct ScorerUse: Sendable {
    let scorer: LoadedScorer
    let threads: Int

    public init(scorer: LoadedScorer, threads: Int) {
        self.scorer = scorer
        self.threads = threads
    }

    /// The longest check; those of the verifiers have some tens of tokens.
    static let checkLimit = 96

    /// The outputs are one number, or one of each target.
    public var outputs: [ScorerOutput] {
        switch scorer.information.kind {
        case .prm: ProcessLabel.heads.map { ScorerOutput(name: $0.scorer, target: $0) }
        case .orm, .yesno, .yesnoCheck, .logistic: [ScorerOutput(name: scorer.information.toolName, target: nil)]
        }
    }

    /// True where another scoring of the same candidate gives another number.
    public var isRandom: Bool { scorer.information.kind == .yesnoCheck }

    /// Scores candidates, `[output][candidate][repeat]`.
    ///
    /// - Parameter repeats: the numbers of the scorings of each candidate; 0 alone unless ``isRandom``.
    /// - Throws: `ModelError` for a candidate that is longer than the context; `CancellationError`.
    public func scores(of candidates: [ScorableCandidate], repeats: [[Int]]) async throws -> [[[CandidateScore]]] {
        let information = scorer.information
        if information.kind == .logistic, let model = information.logistic {
            return [candidates.map { [CandidateScore(value: model.probability($0.features.values))] }]
        }
        guard let parameters = scorer.parameters else { return [] }
        switch information.kind {
        case .logistic: return []
        case .orm: return try await outcomes(candidates, ValueScorer(parameters, expectations: scorer.expectations))
        case .prm: return try await steps(candidates, ValueScorer(parameters, expectations: scorer.expectations))
        case .yesno, .yesnoCheck:
            let reserved = ReservedTokens(
                after: parameters.configuration.vocabularySize - information.kind.reservedSymbols.count)
            let asked = candidates.map {
                QuestionScorer.Candidate(prompt: $0.prompt, completion: $0.completion, key: $0.key)
            }
            let questions = QuestionScorer(parameters, tokens: reserved.tokens)
            let answers =
                isRandom
                ? try await questions.answers(to: asked, repeats: repeats, limit: Self.checkLimit, threads: threads)
                : try await questions.answers(to: asked, threads: threads).map { [$0] }
            return [
                answers.map { $0.map { CandidateScore(value: $0.value, tokens: $0.tokens, flops: $0.flops) } }
            ]
        }
    }

    private func outcomes(
        _ candidates: [ScorableCandidate], _ values: ValueScorer
    ) async throws -> [[[CandidateScore]]] {
        let read = try await values.values(
            of: candidates.map { LogitReader.Request(prompt: $0.prompt, completion: $0.completion) }, threads: threads)
        return [
            zip(candidates, read).map { candidate, read in
                [CandidateScore(value: read[0][0], flops: flops(candidate, values, count: 1))]
            }
        ]
    }

    /// A candidate's score is the value of its last step; 0 where there is none.
    private func steps(
        _ candidates: [ScorableCandidate], _ values: ValueScorer
    ) async throws -> [[[CandidateScore]]] {
        let ends = candidates.map { candidate in
            // The end of the whole candidate is a step of its own, unless it was cut off at the end of one.
            candidate.stepEnds
                + (candidate.stepEnds.last == candidate.completion.count ? [] : [candidate.completion.count])
        }
        let read = try await values.values(
            of: zip(candidates, ends).map {
                LogitReader.Request(prompt: $0.prompt, completion: $0.completion, ends: $1)
            }, threads: threads)
        return ProcessLabel.heads.map { target in
            zip(candidates, read).map { candidate, read in
                var steps = read.map { $0[target.head] }
                // Validator and solver judge the trace, not the answer behind it.
                if target != .policyValue { steps = Array(steps.prefix(candidate.stepEnds.count)) }
                return [
                    CandidateScore(
                        value: steps.last ?? 0, flops: flops(candidate, values, count: steps.count), steps: steps)
                ]
            }
        }
    }

    private func flops(_ candidate: ScorableCandidate, _ values: ValueScorer, count: Int) -> Double {
        values.flops(
            promptTokens: candidate.prompt.count, completionTokens: candidate.completion.count, values: count)
    }
}

/// The tokens of a yes/no scorer, behind those of a domain.
public struct ReservedTokens: Hashable, Sendable {
    public let question: Int
    public let yes: Int
    public let no: Int
    private let pass: Int
    private let fail: Int

    /// - Parameter count: the number of tokens of the domain.
    public init(after count: Int) {
        (question, yes, no, pass, fail) = (count, count + 1, count + 2, count + 3, count + 4)
    }

    /// The same tokens for a scorer.
    var tokens: QuestionScorer.Tokens { .init(question: question, yes: yes, no: no) }

    public func token(_ symbol: CheckSymbol) -> Int {
        switch symbol {
        case .token(let token): token
        case .pass: pass
        case .fail: fail
        }
    }
}
