public import WinnowCore
public import WinnowReport
import WinnowSelection
public import WinnowStore
import WinnowText

/// The list leads from a figure to its problems: those of a run for which conditions hold, at all of their candidates.
public struct ProblemList: Study {
    /// The run reads as `3: maze medium T=0.8`.
    private let run: String

    /// A problem's votes are shown by this call, up to its number.
    private let call: String

    private let conditions: [ProblemCondition]

    /// The columns have these strategies, in their order.
    private let strategies: [String]

    /// The run has so many problems with candidates, and so many without.
    private let sizes: (read: Int, missing: Int)

    /// The conditions hold for so many problems, which may be more than are listed.
    private let found: Int

    private let problems: [ProblemStanding]

    /// Each listed problem has this answer with the most votes, by its place.
    private let leaders: [Int: String]

    /// Finds the problems of a run.
    ///
    /// - Parameters:
    ///   - conditions: all have to hold; none for all problems.
    ///   - limit: list so many at most; nil for all.
    ///   - verifier: the name of the verifier whose verdicts are read; nil for the one whose word counts.
    /// - Throws: ``ExperimentError`` for a strategy that the run has no data for, or a run that cannot be read.
    /// - Complexity: reads every candidate of the run twice.
    public init(
        of run: Stored<RunRecord>, in store: Store, where conditions: [ProblemCondition], limit: Int? = nil,
        verifier: String? = nil, observe: WorkProgress.Observer = { _ in }
    ) async throws {
        let request = StrategyRequest(strategies: conditions.compactMap(\.strategy))
        let named = request.strategies.isEmpty ? [] : try request.checkedStrategies()
        let pools = try RunPools(
            run, in: store, guesses: Strategies.any(of: request.strategies, needs: .trainingAnswers),
            verifier: verifier.map { try RunVerifier(named: $0, of: run.id, in: store) }
        ).scored(for: named, in: store, requiring: true)
        let strategies = try Self.strategies(named, of: pools)
        let standings = try await pools.standings(strategies) { done in
            await observe(WorkProgress(task: "looking at problems", done: done, total: 1, detail: pools.title))
        }
        let found = standings.filtered(where: conditions)
        problems = limit.map { Array(found.prefix($0)) } ?? found
        leaders = try pools.leaders(of: Set(problems.map(\.position)), in: store)
        self.run = pools.title
        self.conditions = conditions
        self.strategies = strategies.map(\.name)
        self.found = found.count
        sizes = (standings.count, pools.missing)
        call = "winnow inspect --db \(ShellText.word(store.path)) --run \(run.id) --votes --problem"
    }

    /// Finds the strategies to look at: the majority and the verifier where the run has them, and those that are named.
    ///
    /// - Throws: ``ExperimentError`` for a named one that the run has no data for.
    private static func strategies(
        _ named: [any Strategy], of pools: RunPools
    ) throws(ExperimentError) -> [any Strategy] {
        if let first = named.first(where: { pools.usable([$0]).isEmpty }) {
            throw pools.rivalry(for: [first])
                ?? ExperimentError(
                    "run \(pools.run.id) has no data for \(first.name)",
                    hint: "name another strategy; see `winnow list strategies`")
        }
        var names: Set<String> = []
        return (pools.usable([Majority(), FirstAccepted()]) + named).filter { names.insert($0.name).inserted }
    }
}

extension RunPools {
    /// Finds how each problem stands at all of its candidates, by its place.
    fileprivate func standings(
        _ strategies: [any Strategy], observe: (Double) async -> Void
    ) async throws -> [ProblemStanding] {
        let right = try await rightAtAllCandidates(strategies, observe: observe)
        return zip(entries, right).map { entry, right in
            ProblemStanding(
                position: entry.problem.record.position, difficulty: entry.problem.record.difficulty, pool: entry.pool,
                right: Dictionary(zip(strategies.map(\.name), right)) { first, _ in first })
        }
    }

    /// Gives how often each strategy is right on each problem at all of its candidates: [entry][strategy].
    private func rightAtAllCandidates(
        _ strategies: [any Strategy], observe: (Double) async -> Void
    ) async throws -> [[Double]] {
        guard !strategies.isEmpty else { return entries.map { _ in [] } }
        guard search == nil, stoppedBy == nil else {
            // What was drawn in groups, or until a rule stopped, has its own way to be read.
            let budget = search?.budgets(upTo: poolSize).last ?? largestPool
            let columns = try await columns(EstimationRequest(strategies: strategies, budgets: [budget]))
            let byProblem = columns.map { column in
                Dictionary(zip(column.problems.map(\.id), column.right)) { first, _ in first }
            }
            return entries.map { entry in byProblem.map { $0[entry.problem.id] ?? 0 } }
        }
        return try await concurrentMap(entries, observe: observe) { entry in
            try strategies.map { try $0.outcomes(for: entry.pool, budgets: [entry.pool.candidates.count])[0].right }
        }
    }

    /// Reads the answers with the most votes of some problems, by their places; of equal ones the first seen.
    ///
    /// - Throws: `StoreError` for a row that cannot be read.
    fileprivate func leaders(of positions: Set<Int>, in store: Store) throws -> [Int: String] {
        var samples: [RowID<ProblemRecord>: (position: Int, sample: Int)] = [:]
        for entry in entries where positions.contains(entry.problem.record.position) {
            let votes = AnswerVotes(entry.pool.candidates.lazy.map(\.answer))
            guard let leader = votes.parties.first else { continue }
            samples[entry.problem.id] = (entry.problem.record.position, entry.sampleIndices[leader.positions[0]])
        }
        guard !samples.isEmpty else { return [:] }
        var answers: [Int: String] = [:]
        try store.forEachPoolRow(of: run.id, judgedBy: store.judges(of: run.id)) { row in
            guard let (position, sample) = samples[row.problem], row.sampleIndex == sample else { return }
            answers[position] = row.answerKey
        }
        return answers
    }
}

// MARK: Report

extension ProblemList {
    /// People read a sentence and the problems with their answers cut short; programs read the whole answers.
    public var report: Report {
        var report = Report(answer: [Note(sentence)], [.table(table)], data: dataTable)
        report.next =
            problems.first.map {
                [Report.Call("a problem's answers with votes, scores and verdicts", "\(call) \($0.position)")]
            } ?? []
        return report
    }

    /// The sentence says how many problems are meant, and of how many.
    private var sentence: String {
        let words = conditions.compactMap(\.words)
        let all = "\(sizes.read) problems of run \(run)"
        var sentence =
            words.isEmpty
            ? "These are the \(all)" : "In \(found) of the \(all), \(Self.list(words))"
        if conditions.contains(.hard) { sentence += "; the fewest right candidates come first" }
        if problems.count < found { sentence += "; \(problems.count) of them are shown" }
        return sentence + "."
    }

    private static func list(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
    }

    private var footnotes: [String] {
        var notes = [
            "All candidates of each problem are looked at: right is their share that is right, and of strategies the "
                + "expected right answers, ties shared, which is right from one half on. The leading answer has the most votes; of "
                + "equal ones it is the first seen."
        ]
        if sizes.missing > 0 { notes.append("\(sizes.missing) problems have no candidates, and are left out.") }
        return notes
    }

    /// Programs read every figure, and whole answers.
    private var dataTable: Table {
        let share = Column.Kind.number(.percent(digits: 1))
        var table = Table(
            columns: [
                Column("problem", kind: .integer), Column("difficulty"), Column("candidates", kind: .integer),
                Column("right_share", header: "right candidates", kind: share),
            ] + strategies.map { Column($0, kind: share) } + [
                Column("covered"), Column("distinct_answers", header: "answers", kind: .integer),
                Column("no_answer", header: "no answer", kind: .integer),
                Column("leading_votes", header: "leading votes", kind: .integer),
                Column("leading_right", header: "leader is"),
                Column("leading_answer", header: "leading answer"),
            ], footnotes: footnotes)
        for problem in problems {
            var row: [Cell] = [
                .integer(problem.position), .text(problem.difficulty), .integer(problem.candidates),
                .number(problem.rightShare),
            ]
            row += strategies.map { problem.right[$0].map(Cell.number) ?? .missing }
            row += [
                .text(problem.isCovered ? "yes" : "no"), .integer(problem.votes.parties.count),
                .integer(problem.votes.blanks.count),
            ]
            row.append(problem.votes.parties.first.map { .integer($0.votes) } ?? .missing)
            row.append(problem.leaderIsRight.map { .text($0 ? "right" : "wrong") } ?? .missing)
            row.append(leaders[problem.position].map { .text($0) } ?? .missing)
            table.append(row)
        }
        return table
    }

    /// People read what fits 100 columns: answers are cut short.
    private var table: Table {
        let share = Column.Kind.number(.percent(digits: 1))
        var table = Table(
            columns: [
                Column("problem", kind: .integer), Column("difficulty"), Column("right", header: "right", kind: share),
            ] + strategies.map { Column($0, kind: share) } + [
                Column("answers", kind: .integer), Column("votes", alignment: .right), Column("leader"),
                Column("answer", header: "leading answer"),
            ], footnotes: footnotes)
        let named = strategies.dropFirst(2).reduce(0) { $0 + max($1.count, 6) + 2 }
        for problem in problems {
            var row: [Cell] = [
                .integer(problem.position), .text(problem.difficulty), .number(problem.rightShare),
            ]
            row += strategies.map { problem.right[$0].map(Cell.number) ?? .missing }
            row.append(.integer(problem.votes.parties.count))
            row.append(problem.votes.parties.first.map { .text("\($0.votes) of \(problem.votes.voters)") } ?? .missing)
            row.append(problem.leaderIsRight.map { .text($0 ? "right" : "wrong") } ?? .missing)
            let answer = leaders[problem.position].map { ShortAnswer.text($0, atMost: 24 - named) }
            row.append(answer.map { .text($0) } ?? .missing)
            table.append(row)
        }
        return table
    }
}

/// A long answer is cut in tables for people.
enum ShortAnswer {
    private static let shortest = 10

    /// Gives the answer, or its beginning and an ellipsis.
    ///
    /// - Parameter length: in letters, and at least ten.
    /// - Complexity: linear in what is shown.
    static func text(_ answer: String, atMost length: Int) -> String {
        let shown = answer.prefix(max(shortest, length))
        return shown.endIndex == answer.endIndex ? answer : shown.dropLast() + "…"
    }
}
