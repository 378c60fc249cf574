import TestGuards
import WinnowDomains
import WinnowJSON
import WinnowModel
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowCore
@testable import WinnowRuns

/// A run of ``LopsidedPool``'s candidates in a store.
struct LopsidedRun {
    let store: Store
    let run: RowID<RunRecord>
    /// Beside each problem of the run, in the order of positions: which problem of the pool it is, and whose candidates
    /// it has.
    let problems: [(problem: Int, items: [LopsidedPool.Item])]
    let candidates: [[RowID<CandidateRecord>]]
    /// What strategies do on this run, counted out.
    let reference: CountedOut

    /// The name of the domain's verifier, which is sound.
    static let soundVerifier = "chain-verifier"

    /// The name of the verifier that errs.
    static let otherVerifier = "hasty"

    /// The model's shape, of which the cost of a prompt follows.
    static let configuration = """
        {"vocabularySize":40,"width":16,"layers":1,"heads":2,"feedForward":32,"contextLength":512,\
        "ropeTheta":10000,"normEpsilon":1e-5}
        """

    /// The floating-point operations of a prompt, two for each multiply-add: four matrices of 16 × 16 and three of
    /// 16 × 32 for each token, attention over the tokens so far, and the logits of 40 symbols once.
    static func promptFlops(_ tokens: Int) -> Double {
        let attention = (1...tokens).reduce(0) { $0 + 2 * 2 * 16 * $1 }
        return Double(tokens * 2 * (4 * 16 * 16 + 3 * 16 * 32) + attention + 2 * 16 * 40)
    }

    /// - Parameters:
    ///   - set: the name of the problem set; runs of one set have the same problems.
    ///   - problems: the problem of the pool at each position, and whose candidates it has.
    init(
        in store: Store, set name: String = "lopsided", split: Split = .test, temperature: Double = 0.8,
        problems: [(problem: Int, candidatesOf: Int)] = (0..<6).map { ($0, $0) }, isGreedy: Bool = false,
        search: SearchSettings? = nil
    ) throws {
        let domain = ChainDomain()
        let frozen = FrozenSet.records(domain.problemSet(split, count: 8), of: domain, first: 8)
        let setRecord = ProblemSetRecord(domain: domain.name, name: name, version: 1, sha256: "5e7")
        let set = try store.findOrInsert(setRecord)
        let records = problems.enumerated().map { place, entry in
            var record = frozen[entry.problem]
            record.position = place + 1
            record.difficulty = LopsidedPool.problem(entry.problem).difficulty
            return record
        }
        let ids = try store.findOrInsert(records, in: set)
        let model = ModelRecord(
            name: "lopsided-model", sha256: "c0ffee", role: "generator", parameters: 1,
            configurationJSON: Self.configuration, symbols: (0..<40).map { "s\($0)" })
        let tools = try DomainReader.tools(of: domain, in: store)
        var record = RunRecord(
            identity: "", kind: search != nil ? .search : isGreedy ? .greedy : .sample, problemSet: set,
            model: try store.findOrInsert(model), seed: 5, temperature: temperature, maxTokens: 90, kernelPath: "none",
            winnowVersion: winnowVersion, createdAt: "2026-11-23T01:00:00Z")
        let identity = RunIdentity(record, model: model, problemSet: setRecord)
        record.identity = isGreedy ? identity.greedy.sha256 : identity.sha256
        if let search {
            record.identity = search.identity(of: identity.sha256)
            record.configurationJSON = JSONValue.object(sorting: search.configuration).json(.compact)
        }
        let run = try store.findOrInsert(record)
        let verifier = try store.findOrInsert(
            ToolRecord(
                kind: .verifier, name: Self.otherVerifier, version: 1,
                declaration: .init(sound: false, complete: false, evidence: "trace", solvesTheProblem: false)))
        let items = problems.map { entry in
            isGreedy
                ? [LopsidedPool.greedy[entry.candidatesOf]]
                : LopsidedPool.problems[entry.candidatesOf].items
        }
        var candidates: [[RowID<CandidateRecord>]] = []
        for (place, entry) in problems.enumerated() {
            let entries = items[place].enumerated().map { index, item in
                item.entry(of: ids[place], index, promptTokens: LopsidedPool.problem(entry.problem).promptTokens)
            }
            let stored = try store.append(entries, to: run, judgedBy: tools)
            candidates.append(stored)
            let verdicts = stored.indices.filter { items[place][$0].answer != nil }.map { index in
                let isAccepted = items[place][index].isAcceptedByOther
                return (stored[index], Judgements(verdict: VerdictRecord(outcome: isAccepted ? .accepted : .rejected)))
            }
            if !isGreedy {
                try store.judge(Dictionary(uniqueKeysWithValues: verdicts), by: Judges(verifier: verifier))
            }
        }
        (self.store, self.run, self.candidates) = (store, run, candidates)
        self.problems = problems.indices.map { (problems[$0].problem, items[$0]) }
        reference = CountedOut(self.problems, verdicts: \.soundVerdict)
    }

    /// The cost of a score beside its candidate's tokens: no two parts of a pool cost the same.
    static func scoreCost(_ item: LopsidedPool.Item) -> (tokens: Int, flops: Double) {
        (item.traceTokens % 3 + 1, 11 * Double(item.tokens) + 3)
    }

    /// Stores the scores of the candidates, once or as often as there are.
    ///
    /// - Parameter value: the scorer's number; nil for those that are written down.
    func score(
        _ name: String, isProcess: Bool = false, repeats: Int = 1, value: ((LopsidedPool.Item) -> Double)? = nil
    ) throws {
        let tool = try store.findOrInsert(ToolRecord(kind: .scorer, name: name, version: 1))
        var records: [ScoreRecord] = []
        for (ids, entry) in try pairs(candidates, problems) {
            for (id, item) in try pairs(ids, entry.items) where item.answer != nil {
                let cost = Self.scoreCost(item)
                for number in 0..<repeats {
                    records.append(
                        ScoreRecord(
                            candidate: id, repeat: number, value: value?(item) ?? item.scores[number],
                            tokens: cost.tokens,
                            flops: cost.flops, steps: isProcess && number == 0 ? item.steps : []))
                }
            }
        }
        try store.append(records, by: tool)
    }

    var stored: Stored<RunRecord> {
        get throws { try RunChoice.runs([run.value], in: store, allowing: [.search])[0] }
    }

    var pools: RunPools {
        get throws { try RunPools(stored, in: store, guesses: false) }
    }

    func name(_ strategy: String, _ budget: Int) -> String { "\(run.value):\(strategy)@\(budget)" }

}

extension LopsidedPool.Item {
    var soundVerdict: Bool { verdict == .accepted }

    fileprivate func entry(
        of problem: RowID<ProblemRecord>, _ index: Int, promptTokens: Int
    ) -> CandidateEntry {
        CandidateEntry(
            CandidateRecord(
                problem: problem, sampleIndex: index, tokens: [UInt16](repeating: 3, count: tokens),
                logProbability: logProbability, samplingLogProbability: -1, promptTokens: promptTokens,
                traceTokens: traceTokens, answerTokens: tokens - traceTokens,
                stopReason: answer == nil ? "length" : "end",
                flops: flops),
            Judgements(
                reading: ReadingRecord(answer: answer, answerKey: answer), correct: isRight,
                traceCheck: TraceCheckRecord(legal: isLegal, complete: isLegal == true),
                verdict: verdict.map { VerdictRecord(outcome: $0) }))
    }
}

/// What strategies do on small pools, counted out over all subsets, or over all orders where sampling stops early: the
/// figures that a study's cells are compared with.
final class CountedOut {
    /// The result of a strategy on one problem, with what it spends.
    struct Result: Equatable {
        var right = 0.0
        var wrong = 0.0
        var abstained = 0.0
        var samples = 0.0
        var tokens = 0.0
        var flops = 0.0
        var calls = 0.0
        var distinctCalls = 0.0

        fileprivate static func + (one: Result, other: Result) -> Result {
            Result(
                right: one.right + other.right, wrong: one.wrong + other.wrong,
                abstained: one.abstained + other.abstained, samples: one.samples + other.samples,
                tokens: one.tokens + other.tokens, flops: one.flops + other.flops, calls: one.calls + other.calls,
                distinctCalls: one.distinctCalls + other.distinctCalls)
        }

        fileprivate func divided(by count: Double) -> Result {
            Result(
                right: right / count, wrong: wrong / count, abstained: abstained / count, samples: samples / count,
                tokens: tokens / count, flops: flops / count, calls: calls / count,
                distinctCalls: distinctCalls / count)
        }
    }

    private let problems: [(problem: Int, items: [LopsidedPool.Item])]
    private let isAccepted: (LopsidedPool.Item) -> Bool

    init(
        _ problems: [(problem: Int, items: [LopsidedPool.Item])], verdicts: @escaping (LopsidedPool.Item) -> Bool
    ) {
        self.problems = problems
        isAccepted = verdicts
    }

    private var known: [String: [Result]] = [:]

    /// The strategy's expected result on each problem, in the order of positions; counted out once.
    func results(_ strategy: String, _ budget: Int) -> [Result] {
        let name = "\(strategy)@\(budget)"
        let results = known[name] ?? count(strategy, budget)
        known[name] = results
        return results
    }

    private func count(_ strategy: String, _ budget: Int) -> [Result] {
        problems.map { entry in
            let prompt = LopsidedRun.promptFlops(LopsidedPool.problem(entry.problem).promptTokens)
            let parts: [Result]
            switch strategy {
            case "single": parts = entry.items.map { picking([$0], of: [$0]) }
            case "greedy":
                let greedy = LopsidedPool.greedy[entry.problem % 6]
                parts = [self.picking([greedy], of: [greedy])]
            case "verifier": parts = Self.orders(entry.items, budget).map(untilAccepted)
            default:
                parts = Self.subsets(entry.items, budget).map { drawn in picking(choices(strategy, drawn), of: drawn) }
            }
            var mean = parts.reduce(Result(), +).divided(by: Double(parts.count))
            mean.flops += prompt
            return mean
        }
    }

    func right(_ strategy: String, _ budget: Int) -> [Double] { results(strategy, budget).map(\.right) }

    /// The candidates that share the pick.
    private func choices(_ strategy: String, _ drawn: [LopsidedPool.Item]) -> [LopsidedPool.Item] {
        let answered = drawn.filter { $0.answer != nil }
        func best(_ value: (LopsidedPool.Item) -> Double) -> [LopsidedPool.Item] {
            let most = answered.map(value).max()
            return answered.filter { value($0) == most }
        }
        switch strategy {
        case "majority":
            let votes = Dictionary(grouping: answered) { $0.answer ?? "" }
            let most = votes.values.map(\.count).max()
            return votes.values.filter { $0.count == most }.map { $0[0] }
        case "oracle": return Array(answered.filter(\.isRight).prefix(1))
        case "best-logprob": return best(\.logProbability)
        case "orm-max": return best { $0.scores[0] }
        case "contrary-max": return best { 1 - $0.scores[0] }
        case "prm-policy-value-min-max": return best { $0.steps.min() ?? -.infinity }
        case "prm-policy-value-prod-max": return best { $0.steps.reduce(1, *) }
        case "prm-policy-value-mean-max": return best { $0.steps.reduce(0, +) / Double($0.steps.count) }
        case "prm-policy-value-last-max": return best { $0.steps.last ?? -.infinity }
        default: preconditionFailure("\(strategy) is not counted out")
        }
    }

    private func picking(_ choices: [LopsidedPool.Item], of drawn: [LopsidedPool.Item]) -> Result {
        let share = 1 / Double(max(1, choices.count))
        let answers = choices.filter { $0.answer != nil }
        return Result(
            right: share * Double(answers.count { $0.isRight }), wrong: share * Double(answers.count { !$0.isRight }),
            abstained: answers.isEmpty ? 1 : 0, samples: Double(drawn.count),
            tokens: Double(drawn.reduce(0) { $0 + $1.tokens }), flops: drawn.reduce(0) { $0 + $1.flops })
    }

    /// Draws in this order until the verifier accepts.
    private func untilAccepted(_ order: [LopsidedPool.Item]) -> Result {
        let stop = order.firstIndex { $0.answer != nil && isAccepted($0) }
        let drawn = Array(order.prefix((stop ?? order.count - 1) + 1))
        var result = picking(stop.map { [order[$0]] } ?? [], of: drawn)
        let answers = drawn.compactMap(\.answer)
        (result.calls, result.distinctCalls) = (Double(answers.count), Double(Set(answers).count))
        return result
    }

    private static func subsets(_ items: [LopsidedPool.Item], _ size: Int) -> [[LopsidedPool.Item]] {
        (0..<1 << items.count).filter { $0.nonzeroBitCount == size }.map { pattern in
            items.indices.filter { pattern >> $0 & 1 == 1 }.map { items[$0] }
        }
    }

    private static func orders(_ items: [LopsidedPool.Item], _ size: Int) -> [[LopsidedPool.Item]] {
        guard size > 0 else { return [[]] }
        return items.indices.flatMap { first in
            var rest = items
            rest.remove(at: first)
            return orders(rest, size - 1).map { [items[first]] + $0 }
        }
    }
}

/// The mean, added up anew.
func average(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
