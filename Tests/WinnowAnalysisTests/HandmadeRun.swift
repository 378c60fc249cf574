import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

extension Strategies {
    /// The usual ones that need no scores.
    static var unscored: [any Strategy] { usual().filter { !($0 is ScoredStrategy) } }
}

/// A run whose candidates are written by hand instead of a model, so that a test knows what they are worth.
struct HandmadeRun {
    let store: Store
    let run: RowID<RunRecord>
    let problemSet: RowID<ProblemSetRecord>
    let problems: [RowID<ProblemRecord>]
    let tools: Judges

    /// What a candidate is.
    enum Kind: CaseIterable {
        case right
        /// A wrong answer, and another one.
        case wrong
        case otherWrong
        /// No end token, so no answer.
        case truncated
    }

    /// Registers a chain run; the same arguments find the same run.
    init(
        in store: Store, temperature: Double = 0.8, seed: UInt64 = 5, problems count: Int = 6,
        split: Split = .test, style: CompletionStyle = .traced
    ) throws {
        let domain = ChainDomain()
        let greedy = temperature == 0
        let set = domain.problemSet(split, count: count)
        let identity = RunIdentity(
            modelSHA256: "c0ffee", domain: domain.name, problemSet: set.name, problemSetSHA256: "5e7",
            seed: greedy ? 0 : seed, temperature: temperature, topK: 0, topP: 1, maxTokens: 90, promptTemplate: "",
            kernelPath: "none")
        self.store = store
        problemSet = try store.findOrInsert(
            ProblemSetRecord(domain: domain.name, name: set.name, version: set.version, sha256: "5e7"))
        problems = try store.findOrInsert(FrozenSet.records(set, of: domain, first: count), in: problemSet)
        let model = try store.findOrInsert(
            ModelRecord(
                name: "by-hand", sha256: "c0ffee", role: "generator", parameters: 1,
                configurationJSON: """
                    {"vocabularySize":\(domain.vocabulary.count),"width":16,"layers":1,"heads":2,"feedForward":32,\
                    "contextLength":512,"ropeTheta":10000,"normEpsilon":1e-5}
                    """,
                symbols: domain.vocabulary.symbols))
        tools = try DomainReader.tools(of: domain, in: store)
        run = try store.findOrInsert(
            RunRecord(
                identity: identity.sha256, kind: greedy ? .greedy : .sample, problemSet: problemSet, model: model,
                seed: identity.seed, temperature: temperature, maxTokens: 90, kernelPath: "none",
                winnowVersion: winnowVersion, createdAt: "2026-11-23T01:00:00Z"))
        self.style = style
        self.split = split
    }

    private let style: CompletionStyle
    private let split: Split

    /// Appends candidates of a problem (counted from 0) from a sample index on.
    func append(_ kinds: [Kind], to problem: Int, from first: Int = 0) throws {
        let domain = ChainDomain()
        let instance = domain.problemSet(split, count: problem + 1).problems[problem]
        let reader = DomainReader(domain: domain, problems: [instance], style: style)
        let entries = try kinds.enumerated().map { offset, kind in
            let tokens = try completion(of: instance, kind)
            let stopReason = tokens.last == Vocabulary.end ? "end" : "length"
            let read = reader.read(
                SampledCompletion(content: .tokens(tokens), stopReason: stopReason), ofProblemAt: 0)
            let index = first + offset
            return CandidateEntry(
                CandidateRecord(
                    problem: problems[problem], sampleIndex: index, tokens: tokens.map { UInt16($0) },
                    logProbability: -1 - 0.25 * Double(index), samplingLogProbability: -1,
                    promptTokens: domain.prompt(for: instance).count, traceTokens: read.traceTokens,
                    answerTokens: read.answerTokens, stopReason: stopReason, flops: 1e5), read.judgements)
        }
        try store.append(entries, to: run, judgedBy: tools)
    }

    /// Appends a candidate with judgements of the test's own.
    func append(_ judgements: Judgements, to problem: Int, at index: Int) throws {
        try store.append(
            [
                CandidateEntry(
                    CandidateRecord(
                        problem: problems[problem], sampleIndex: index, tokens: [3, 4, 1], logProbability: -1,
                        promptTokens: 5, traceTokens: 1, answerTokens: 2, stopReason: "end", flops: 10), judgements)
            ], to: run, judgedBy: tools)
    }

    private func completion(of problem: ChainDomain.Problem, _ kind: Kind) throws -> [Int] {
        let domain = ChainDomain()
        var random = domain.stream("by-hand", seed: 1, index: 0)
        var solution = domain.solve(problem, using: &random)
        if kind == .wrong || kind == .otherWrong {
            let right = domain.read(solution.completion(style)).answer ?? ""
            let other = ["11", "12", "13"].filter { $0 != right }[kind == .wrong ? 0 : 1]
            let last = solution.answer.indices.last ?? 0
            solution.answer[last] = domain.vocabulary.token("n" + other) ?? 0
        }
        return kind == .truncated ? solution.completion(style).dropLast() : solution.completion(style)
    }

    /// A mixed pool for each problem, the same whenever it is asked for.
    func appendMixedPools(_ samples: Int, rightShare: [Double] = [0.1, 0.4, 0.9]) throws {
        for problem in problems.indices {
            var random = CounterRandom(key: 99, stream: UInt64(problem))
            let kinds: [Kind] = (0..<samples).map { _ in
                if random.uniform() < rightShare[problem % rightShare.count] { return .right }
                return [.wrong, .wrong, .otherWrong, .truncated][random.below(4)]
            }
            try append(kinds, to: problem)
        }
    }

    var stored: Stored<RunRecord> {
        get throws { try RunChoice.runs([run.value], in: store)[0] }
    }

    var pools: RunPools {
        get throws { try RunPools(stored, in: store) }
    }
}

/// A run to report on and one of the split tune to choose on, in one store.
struct TestAndTune {
    let store: Store
    let test: HandmadeRun
    let tune: HandmadeRun

    init() throws {
        store = try Store.inMemory()
        test = try HandmadeRun(in: store, problems: 9)
        try test.appendMixedPools(12)
        tune = try HandmadeRun(in: store, problems: 6, split: .tune)
        try tune.appendMixedPools(10)
    }
}
