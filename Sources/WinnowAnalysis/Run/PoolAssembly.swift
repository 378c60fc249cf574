import WinnowCore
import WinnowDomains
import WinnowModel
import WinnowRandom
import WinnowSelection
import WinnowStore

/// Makes pools of the rows of a run.
struct PoolAssembly {
    let run: RowID<RunRecord>

    /// It is nil for free text, whose grades may contradict each other.
    let domain: (any Domain)?

    /// It is nil where the model's size is not known.
    let cost: FloatingPointCost?

    /// It is nil where `guess` is not asked for.
    var guesses: GuessList?

    /// The rows of the greedy run.
    var greedy: [RowID<ProblemRecord>: [PoolRow]] = [:]

    /// The pools by position, without the problems that have no candidates or no grades.
    private(set) var entries: [RunPools.Entry] = []

    private(set) var settlement = GradeSettlement()

    /// The rates of all candidates, and of each difficulty's.
    private(set) var rates = CandidateRates()
    private(set) var ratesByDifficulty: [String: CandidateRates] = [:]

    /// The place of the first problem, by position, that later parts may have rows of.
    private var next = 0

    init(run: RowID<RunRecord>, domain: (any Domain)?, cost: FloatingPointCost?) {
        (self.run, self.domain, self.cost) = (run, domain, cost)
    }

    /// Adds the pools of some of the problems, each with all of its rows: parts come in the order of positions.
    ///
    /// - Parameter problems: all of them, by position.
    /// - Throws: ``ExperimentError``, as ``RunPools``.
    mutating func add(_ problems: [Stored<ProblemRecord>], rows: [RowID<ProblemRecord>: [PoolRow]]) throws {
        if entries.isEmpty { entries.reserveCapacity(problems.count) }
        var left = rows.count
        while left > 0, next < problems.count {
            let problem = problems[next]
            next += 1
            guard let rows = rows[problem.id], !rows.isEmpty else { continue }
            left -= 1
            for row in rows {
                rates.add(row)
                ratesByDifficulty[problem.record.difficulty, default: CandidateRates()].add(row)
            }
            var grades: [String: Bool] = [:]
            if domain == nil {
                guard let settled = settlement.settle(rows) else { continue }
                grades = settled
            }
            let pool = try pool(of: problem.record, rows, greedy: greedy[problem.id]?.first, grades: grades)
            entries.append(RunPools.Entry(problem: problem, pool: pool, sampleIndices: rows.map(\.sampleIndex)))
        }
    }

    private func pool(
        of problem: ProblemRecord, _ rows: [PoolRow], greedy: PoolRow?, grades: [String: Bool]
    ) throws -> Pool {
        var classes: [String: Int] = [:]
        let candidates = try rows.map { try candidate($0, grades, &classes) }
        let greedy = try greedy.map { try candidate($0, grades, &classes) }
        let guessRank = try domain.flatMap { domain in
            try guesses.flatMap { try rank(in: $0, of: problem.specification, domain) }
        }
        do throws(SelectionError) {
            return try Pool(
                candidates: candidates, greedy: greedy, guessRank: guessRank,
                promptFlops: cost?.prompt(tokens: rows[0].promptTokens) ?? 0, promptTokens: rows[0].promptTokens,
                key: CandidateKey.key(seed: 0, specification: problem.canonicalHash))
        } catch {
            // As a pattern of the catch itself, it crashes Swift 6.3.1.
            guard case .conflictingGrades(let answer) = error else { throw error }
            let key = classes.first { $0.value == answer }?.key ?? ""
            throw ExperimentError(
                "run \(run) has the answer \"\(key)\" of problem \(problem.position) graded both right and wrong",
                hint: "the answer's canonical key or the grader is at fault")
        }
    }

    private func candidate(
        _ row: PoolRow, _ grades: [String: Bool], _ classes: inout [String: Int]
    ) throws(ExperimentError) -> Candidate {
        let isRight = domain == nil ? row.answerKey.flatMap { grades[$0] } ?? false : row.correct
        guard let isRight else {
            throw ExperimentError(
                "run \(run) has candidates that its newest grader has not judged",
                hint: "they were sampled by another version of winnow; sample them into a new database")
        }
        var answer: Int?
        if let key = row.answerKey {
            answer = classes[key] ?? classes.count
            classes[key] = answer
        }
        return Candidate(
            answer: answer, isRight: isRight,
            isAccepted: row.outcome.flatMap { $0 == .error ? nil : $0 == .accepted },
            logProbability: row.logProbability ?? -.infinity, tokens: row.tokens ?? 0, traceTokens: row.traceTokens,
            traceIsLegal: row.traceCheck?.legal, flops: row.flops)
    }

    private func rank<D: Domain>(in guesses: GuessList, of specification: String, _ domain: D) throws -> Int? {
        guesses.rank(of: try domain.problem(from: specification), in: domain)
    }
}

/// The settlement says how grades of recorded candidates were settled where they contradict each other or are missing.
///
/// A domain's grader judges an answer, so it cannot call the same answer both right and wrong. Flags that came with a
/// file can: they were given to completions, by other readings of their answers. An answer is then right where more of
/// its flags say so than not.
struct GradeSettlement: Hashable, Sendable {
    /// So many answers of a problem have flags that differ.
    var conflicts = 0

    /// So many candidates of these answers had a flag of their own that lost.
    var overruled = 0

    /// So many problems are left out because an answer of theirs has no grade at all.
    var ungraded = 0

    /// So many candidates are flagged right, and no answer was found in them; they count as abstentions.
    var unread = 0

    /// Tells whether each answer of a problem's candidates is right; nil when one has no grade.
    mutating func settle(_ rows: [PoolRow]) -> [String: Bool]? {
        var flags: [String: (right: Int, wrong: Int)] = [:]
        for row in rows {
            guard let key = row.answerKey else {
                if row.correct == true { unread += 1 }
                continue
            }
            switch row.correct {
            case true?: flags[key, default: (0, 0)].right += 1
            case false?: flags[key, default: (0, 0)].wrong += 1
            case nil: flags[key, default: (0, 0)].right += 0
            }
        }
        guard flags.values.allSatisfy({ $0.right + $0.wrong > 0 }) else {
            ungraded += 1
            return nil
        }
        for flag in flags.values where flag.right > 0 && flag.wrong > 0 {
            conflicts += 1
            overruled += min(flag.right, flag.wrong)
        }
        return flags.mapValues { $0.right > $0.wrong }
    }

    /// A table has to say this of it; empty where all is well.
    var notes: [String] {
        var notes: [String] = []
        if conflicts > 0 {
            notes.append(
                "\(conflicts) answers are flagged both right and wrong; each counts as most of its flags say, a tie as "
                    + "wrong, against \(overruled) flags.")
        }
        if unread > 0 {
            notes.append(
                "\(unread) candidates are flagged right but no answer was found in them: they count as abstentions.")
        }
        if ungraded > 0 { notes.append("\(ungraded) problems with an answer that nobody graded are left out.") }
        return notes
    }
}

/// The guesses are the answers that the training problems have most often: what can be had without looking at the
/// problem.
///
/// Source: the enumeration baseline of Brown et al., arXiv 2407.21787, and arXiv 2410.15466.
struct GuessList: Sendable {
    /// The answers stand by falling frequency, ties by text.
    let answers: [String]

    /// So many training problems are counted.
    static let trainingProblems = 10_000

    init<D: GeneratedDomain>(_ domain: D, limit: Int) {
        var counts: [String: Int] = [:]
        for index in 0..<Self.trainingProblems {
            let (_, solution) = domain.trainingExample(index, seed: 0)
            if let key = domain.read(solution.completion(.traced)).answerKey { counts[key, default: 0] += 1 }
        }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        answers = ranked.prefix(limit).map(\.key)
    }

    /// Finds the 1-based rank of the first right answer; nil when none of the list is right.
    func rank<D: Domain>(of problem: D.Problem, in domain: D) -> Int? {
        answers.firstIndex { domain.grade($0, of: problem) }.map { $0 + 1 }
    }
}
