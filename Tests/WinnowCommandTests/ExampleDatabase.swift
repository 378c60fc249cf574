import Foundation
import WinnowDomains
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowCore

/// A database with completions written by hand instead of a model: five by five mazes and chains.
///
/// Run 1 samples three mazes, run 2 is its greedy run, run 3 samples chains without traces.
struct ExampleDatabase {
    let path: String

    /// Run 1's samples of each maze, by their index.
    enum Sample: Int, CaseIterable {
        case right
        case illegalTrace
        case truncated
        case wrongAnswer
        case illegalAndTruncated
    }

    init(in folder: TemporaryFolder, name: String = "example.db", samples: Range<Int> = 0..<5) throws {
        path = folder.path(name)
        let store = try Store(path: path)
        let maze = MazeDomain()
        try Self.add(maze, temperature: 0.8, style: .traced, samples: samples, to: store) { problem, sample in
            try Self.completion(of: problem, Sample(rawValue: sample) ?? .right, in: maze)
        }
        try Self.add(maze, temperature: 0, style: .traced, samples: 0..<1, to: store) { problem, _ in
            try Self.completion(of: problem, .right, in: maze)
        }
        let chain = ChainDomain()
        try Self.add(chain, temperature: 0.8, style: .answerOnly, samples: 0..<1, to: store) { problem, index in
            var random = chain.stream("example", seed: 1, index: index)
            return chain.solve(problem, using: &random).completion(.answerOnly)
        }
        try store.close()
    }

    /// The solver's completion of a maze, spoiled as the sample says.
    static func completion(of problem: Maze, _ sample: Sample, in maze: MazeDomain) throws -> [Int] {
        var random = maze.stream("example", seed: 1, index: 0)
        let solution = maze.solve(problem, using: &random)
        var tokens = solution.completion(.traced)
        switch sample {
        case .right: break
        // The third token of the second operation is its g, which is 0.
        case .illegalTrace: tokens[6] += 1
        case .truncated: tokens.removeLast(3)
        case .illegalAndTruncated:
            tokens[6] += 1
            tokens.removeLast(3)
        case .wrongAnswer: tokens.remove(at: tokens.count - 3)
        }
        return tokens
    }

    private static func add<D: GeneratedDomain>(
        _ domain: D, temperature: Double, style: CompletionStyle, samples: Range<Int>, to store: Store,
        completion: (D.Problem, Int) throws -> [Int]
    ) throws {
        let count = 3
        let set = domain.problemSet(.test, count: count)
        let setID = try store.findOrInsert(
            ProblemSetRecord(domain: domain.name, name: set.name, version: set.version, sha256: "5e7"))
        let problems = try store.findOrInsert(FrozenSet.records(set, of: domain, first: count), in: setID)
        let model = try store.findOrInsert(
            ModelRecord(
                name: "by-hand", sha256: "a1-\(domain.name)", role: "generator", parameters: 1,
                configurationJSON: """
                    {"vocabularySize":\(domain.vocabulary.count),"width":16,"layers":1,"heads":2,"feedForward":32,\
                    "contextLength":512,"ropeTheta":10000,"normEpsilon":1e-5}
                    """, symbols: domain.vocabulary.symbols))
        let reader = DomainReader(domain: domain, problems: set.problems, style: style)
        let tools = try reader.tools(in: store)
        let run = try store.findOrInsert(
            RunRecord(
                identity: "\(domain.name)-\(temperature)", kind: temperature == 0 ? .greedy : .sample,
                problemSet: setID, model: model, seed: .max, temperature: temperature, maxTokens: 300,
                kernelPath: "none", winnowVersion: winnowVersion, createdAt: "2026-11-23T01:00:00Z"))
        for (index, problem) in set.problems.enumerated() {
            try store.append(
                samples.map { sample in
                    let tokens = try completion(problem, sample)
                    let stopReason = tokens.last == Vocabulary.end ? "end" : "length"
                    let read = reader.read(
                        SampledCompletion(content: .tokens(tokens), stopReason: stopReason), ofProblemAt: index)
                    return CandidateEntry(
                        CandidateRecord(
                            problem: problems[index], sampleIndex: sample, tokens: tokens.map { UInt16($0) },
                            logProbability: -1.5 - Double(sample), samplingLogProbability: -1.25,
                            promptTokens: domain.prompt(for: problem).count, traceTokens: read.traceTokens,
                            answerTokens: read.answerTokens, stopReason: stopReason, flops: 1.5e6), read.judgements)
                }, to: run, judgedBy: tools)
        }
    }
}
