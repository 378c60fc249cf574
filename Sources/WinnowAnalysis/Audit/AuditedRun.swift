import WinnowAnswers
import WinnowAudit
import WinnowCore
import WinnowDomains
import WinnowRuns
import WinnowSelection
import WinnowStore

/// An audited run has what published checkers say of every candidate, beside the strict word.
struct AuditedRun: Sendable {
    let pools: RunPools
    let checkers: [any PublishedChecker]

    /// The candidates are [problem][candidate], in the order of the pools.
    let candidates: [[AuditedCandidate]]

    /// The strategies pick each candidate with these probabilities: [strategy][problem][candidate], of the whole pools.
    let picks: [(strategy: String, picks: [[Double]])]

    /// So many problems have no reference and are left out.
    let withoutReference: Int

    /// Reads a run and asks every checker of its domain about every candidate.
    ///
    /// - Throws: ``ExperimentError`` where no published checker is known for its problems, or it has no texts to judge;
    ///   `StoreError`.
    /// - Complexity: linear in the texts.
    init(_ run: RunPools, in store: Store) throws {
        let judges = try store.judges(of: run.run.id)
        let references =
            run.domain == nil ? try store.references(of: run.run.record.problemSet) : [:]
        let asking = try CheckerQuestions(of: run, references)
        let symbols = run.model.symbols
        var (entries, audited): ([RunPools.Entry], [[AuditedCandidate]]) = ([], [])
        var (unreferenced, hasTraceChecks) = (0, false)
        for entry in run.entries {
            try Task.checkCancellation()
            guard let ask = try asking.about(entry.problem) else {
                unreferenced += 1
                continue
            }
            let stored = try store.candidates(
                of: run.run.id, position: entry.problem.record.position, judgedBy: judges)
            let byIndex = Dictionary(stored.map { ($0.record.candidate.sampleIndex, $0.record) }) { first, _ in first }
            audited.append(
                zip(entry.pool.candidates, entry.sampleIndices).map { candidate, index in
                    let record = byIndex[index]
                    let check = record?.judgements.traceCheck
                    if check != nil { hasTraceChecks = true }
                    let answer = record?.judgements.reading.flatMap { $0.answer ?? $0.answerKey }
                    let completion = record.flatMap { CandidateText($0.candidate, symbols: symbols).completion }
                    return AuditedCandidate(
                        sampleIndex: index, answer: answer, isRight: candidate.answer != nil && candidate.isRight,
                        hasCompleteTrace: check?.legal == true && check?.complete == true,
                        verdicts: ask(answer, completion))
                })
            entries.append(entry)
        }
        guard !entries.isEmpty else {
            throw ExperimentError(
                "run \(run.run.id) has no references that published checkers could compare answers with",
                hint: "import its file with --reference-field")
        }
        // Without checks of traces there is nothing to compare a trace validator with.
        let kept = asking.checkers.indices.filter { hasTraceChecks || asking.checkers[$0].subject == .answer }
        checkers = kept.map { asking.checkers[$0] }
        candidates = audited.map { problem in
            problem.map { candidate in
                var candidate = candidate
                candidate.verdicts = kept.map { candidate.verdicts[$0] }
                return candidate
            }
        }
        pools = RunPools(run, entries: entries, scorers: [])
        withoutReference = unreferenced
        picks = try AuditedRun.picks(of: pools)
    }

    /// Finds which candidates each strategy picks from the whole pools: of those that say so and read no grade.
    private static func picks(of pools: RunPools) throws -> [(strategy: String, picks: [[Double]])] {
        let strategies = pools.usable(Strategies.usual()).filter { !$0.needs.contains(.grade) && !($0 is Greedy) }
        return try strategies.compactMap { $0 as? any CandidatePicking }.map { strategy in
            let picks = try pools.entries.map { entry in
                try strategy.picks(from: entry.pool, budgets: [entry.pool.candidates.count])[0].candidates
            }
            return (strategy.name, picks)
        }
    }
}

/// A candidate with what published checkers say of it.
struct AuditedCandidate: Sendable {
    var sampleIndex: Int
    var answer: String?

    /// The strict grade says this.
    var isRight: Bool

    /// The strict check says that the trace is legal and carried to its end.
    var hasCompleteTrace: Bool

    /// There is one per checker.
    var verdicts: [PublishedVerdict]

    /// The strict word on what a checker looks at.
    func isStrictlyRight(_ subject: CheckedSubject) -> Bool { subject == .answer ? isRight : hasCompleteTrace }
}

/// The questions put a run's problems to the checkers that are known for them.
private struct CheckerQuestions {
    let checkers: [any PublishedChecker]
    private let make: (Stored<ProblemRecord>) throws -> (@Sendable (String?, String?) -> [PublishedVerdict])?

    /// - Throws: ``ExperimentError`` where there are none.
    init(of run: RunPools, _ references: [RowID<ProblemRecord>: String]) throws(ExperimentError) {
        switch run.domain {
        case let domain as CountdownDomain:
            checkers = PublishedCheckers.countdown
            make = { problem in
                let countdown = try domain.problem(from: problem.record.specification)
                return { answer, completion in
                    PublishedCheckers.countdown.map { checker in
                        // A stream of search is judged as such by the one checker that reads it.
                        if let completion, checker is StreamOfSearchPath, completion.hasPrefix("Current State: ") {
                            return checker.verdict(on: completion, of: countdown)
                        }
                        return answer.map { checker.verdict(on: $0, of: countdown) } ?? .rejected("there is no answer")
                    }
                }
            }
        case let domain as MazeDomain:
            checkers = PublishedCheckers.maze
            make = { problem in
                let maze = try domain.problem(from: problem.record.specification)
                return { answer, completion in
                    let words = MazeWords.words(completion: completion, answer: answer)
                    return PublishedCheckers.maze.map { $0.verdict(on: words, of: maze) }
                }
            }
        case nil:
            checkers = PublishedCheckers.references
            make = { problem in
                guard let reference = references[problem.id] else { return nil }
                let wordings = Self.wordings(of: reference)
                return { _, completion in
                    PublishedCheckers.references.map { checker in
                        guard let completion else { return .undecided("its file has no completion") }
                        let verdicts = wordings.map { checker.verdict(on: completion, reference: $0) }
                        return verdicts.first(where: \.isAccepted) ?? verdicts.first ?? .rejected("no reference")
                    }
                }
            }
        case let domain?:
            throw ExperimentError(
                "no published checker is known for the domain \(domain.name) of run \(run.run.id)",
                hint: "audit a run of countdown or maze, or an imported one with references")
        }
    }

    /// Lists what a reference may be compared with: its alternatives, and of a whole solution the answer that it gives.
    private static func wordings(of reference: String) -> [String] {
        reference.unicodeScalars.split(separator: "\u{1F}").map { String($0) }.flatMap { text in
            let final = text.contains("\n") ? FinalAnswer.found(in: text)?.answer : nil
            return [text] + (final.map { [$0] } ?? [])
        }
    }

    func about(_ problem: Stored<ProblemRecord>) throws -> (@Sendable (String?, String?) -> [PublishedVerdict])? {
        try make(problem)
    }
}
