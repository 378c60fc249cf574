import WinnowCore
import WinnowJSON
import WinnowRandom
import WinnowRuns
import WinnowSelection
import WinnowStore

/// A desk knows what a judge has still to be asked about one run, hands it out and writes down what is said.
actor ComparisonDesk {
    /// A tally says what came of it.
    struct Tally: Sendable {
        /// Questions that were answered now, and before.
        var asked = 0
        var present = 0
        var failed = 0
        var tokens = 0.0
        var failure: String?

        /// Of all that is stored.
        var bias = PositionBias()

        /// True where the calls or the budget ended it.
        var isStopped = false

        /// True where the calls did.
        var isOutOfCalls = false
    }

    /// A question of a problem, and how it is put.
    struct Question: Sendable {
        let problem: Int
        let comparison: Comparison
        let request: ToolRequest
    }

    /// What is known of a problem.
    private struct Contest {
        let problem: Stored<ProblemRecord>
        let key: UInt64

        /// The candidates that figures count, by place: their sample indices and the classes of their answers.
        let samples: [Int]
        let answers: [Int?]
        var said = Comparisons()

        /// These were asked in vain by this call.
        var failed: Set<Comparison> = []
    }

    private let store: Store
    private let run: Stored<RunRecord>
    private let judge: RowID<ToolRecord>
    private let tournament: Tournament
    private let parts: Int
    private let looksAtCompletions: Bool
    private let batch: Int
    private let judges: Judges
    private let symbols: [String]
    private var contests: [Contest] = []
    private var callsLeft: Int

    /// These sizes of parts are not known to be complete, ascending.
    private var sizes: [Int] = []
    private var waiting: [(contest: Int, comparison: Comparison)] = []
    private var counts = Tally()
    private var nextID = 0

    /// The candidates of the problem that was read last: the questions of a problem stand together.
    private var pool: (contest: Int, entries: [Stored<CandidateEntry>])?

    init(
        of run: Stored<RunRecord>, by judge: RowID<ToolRecord>, _ tournament: Tournament, parts: Int, calls: Int,
        looksAtCompletions: Bool, batch: Int, share: ShardShare, in store: Store
    ) throws {
        (self.store, self.run, self.judge, self.tournament) = (store, run, judge, tournament)
        (self.parts, callsLeft, self.looksAtCompletions, self.batch) = (parts, calls, looksAtCompletions, batch)
        judges = try store.judges(of: run.id)
        symbols = try store.model(run.record.model).symbols
        var said: [RowID<ProblemRecord>: [ComparisonRecord]] = [:]
        for comparison in try store.comparisons(of: run.id, by: judge) {
            said[comparison.problem, default: []].append(comparison)
        }
        for problem in try store.problems(in: run.record.problemSet)
        where share.includes(place: problem.record.position - 1) {
            let entries = try Self.entries(of: problem, run, judges, in: store)
            guard !entries.isEmpty else { continue }
            var classes: [String: Int] = [:]
            let answers = entries.map { entry -> Int? in
                guard let key = entry.record.judgements.reading?.answerKey else { return nil }
                let answer = classes[key] ?? classes.count
                classes[key] = answer
                return answer
            }
            var contest = Contest(
                problem: problem, key: CandidateKey.key(seed: 0, specification: problem.record.canonicalHash),
                samples: entries.map(\.record.candidate.sampleIndex), answers: answers)
            contest.said = Comparisons(said[problem.id] ?? [], among: contest.samples)
            counts.present += contest.said.count
            contests.append(contest)
        }
        // Tables have these budgets: powers of two, and the smallest and the largest pool.
        let counts = contests.map(\.samples.count)
        let (smallest, largest) = (counts.min() ?? 0, counts.max() ?? 0)
        let powers = sequence(first: 2) { $0 * 2 }.prefix { $0 < largest }
        sizes = Set(powers + [smallest, largest]).filter { $0 > 1 }.sorted()
    }

    /// Reads the candidates that figures count: of an interrupted run those before the first that is missing.
    private static func entries(
        of problem: Stored<ProblemRecord>, _ run: Stored<RunRecord>, _ judges: Judges, in store: Store
    ) throws -> [Stored<CandidateEntry>] {
        let all = try store.candidates(of: run.id, position: problem.record.position, judgedBy: judges)
        let isImported = run.record.kind == .imported
        return all.enumerated().prefix { isImported || $1.record.candidate.sampleIndex == $0 }.map(\.element)
    }

    var tally: Tally {
        var tally = counts
        for contest in contests { tally.bias.add(contest.said.positionBias) }
        return tally
    }

    /// How many questions were answered, and how many the round has left.
    var progress: (asked: Int, rest: Int) { (counts.asked, waiting.count) }

    /// Finds what the next round asks.
    ///
    /// - Returns: false where nothing is left to ask, or may be.
    func prepare() throws -> Bool {
        guard waiting.isEmpty, !counts.isStopped else { return !counts.isStopped }
        while let size = sizes.first {
            try Task.checkCancellation()
            for index in contests.indices {
                for comparison in open(contests[index], size) { waiting.append((index, comparison)) }
            }
            if !waiting.isEmpty { return true }
            sizes.removeFirst()
        }
        return false
    }

    /// Finds the questions that the tournaments of a size wait for, each once.
    private func open(_ contest: Contest, _ size: Int) -> [Comparison] {
        let own = contest.samples.count
        guard size <= own else { return [] }
        var found: Set<Comparison> = []
        var questions: [Comparison] = []
        for part in tournament.parts(of: size, among: own, key: contest.key, most: parts) {
            let course = tournament.course(of: part, answers: contest.answers, key: contest.key, contest.said)
            for comparison in course.open where !contest.failed.contains(comparison) {
                if found.insert(comparison).inserted { questions.append(comparison) }
            }
        }
        return questions
    }

    /// Hands out the next questions; none at the end of a round, or where no more may be asked.
    func next() throws -> [Question] {
        guard !counts.isStopped else { return [] }
        let count = min(batch, waiting.count, callsLeft)
        guard count > 0 else {
            if callsLeft == 0, !waiting.isEmpty {
                counts.isOutOfCalls = true
                stop()
            }
            return []
        }
        let taken = Array(waiting.prefix(count))
        waiting.removeFirst(count)
        callsLeft -= count
        return try taken.map { index, comparison in
            Question(problem: index, comparison: comparison, request: try request(index, comparison))
        }
    }

    private func stop() {
        counts.isStopped = true
        waiting = []
    }

    private func request(_ index: Int, _ comparison: Comparison) throws -> ToolRequest {
        let contest = contests[index]
        if pool?.contest != index {
            pool = (index, try Self.entries(of: contest.problem, run, judges, in: store))
        }
        let entries = pool?.entries ?? []
        guard entries.count >= contest.samples.count else {
            throw ExperimentError(
                "run \(run.id) has lost candidates while it was judged", hint: "run the same command again")
        }
        let record = contest.problem.record
        let candidates = comparison.shown.map {
            ToolRequest.candidate(entries[$0].record, symbols, showingCompletion: looksAtCompletions)
        }
        nextID += 1
        return ToolRequest(
            id: nextID - 1, problem: record.specification, prompt: record.prompt, repeat: comparison.repeat,
            candidates: candidates, showsRepeat: true)
    }

    /// Writes down what came of questions; fewer answers than questions mean that a budget is used up, or the end.
    func add(_ questions: [Question], _ answers: [ToolSession.Answer]) throws {
        var records: [ComparisonRecord] = []
        for (question, answer) in zip(questions, answers) {
            let contest = contests[question.problem]
            switch choice(answer, question.comparison, contest.samples) {
            case .success(let choice):
                contests[question.problem].said[question.comparison] = choice
                counts.asked += 1
                counts.tokens += Double(choice.tokens)
                records.append(
                    ComparisonRecord(
                        problem: contest.problem.id, shown: question.comparison.shown.map { contest.samples[$0] },
                        repeat: question.comparison.repeat, chosen: choice.chosen.map { contest.samples[$0] },
                        tokens: choice.tokens))
            case .failure(let reason):
                contests[question.problem].failed.insert(question.comparison)
                counts.failed += 1
                counts.failure = counts.failure ?? reason.text
            }
        }
        try store.append(records, of: run.id, by: judge)
        if answers.count < questions.count { stop() }
    }

    private struct Failure: Error {
        let text: String
    }

    private func choice(
        _ answer: ToolSession.Answer, _ comparison: Comparison, _ samples: [Int]
    ) -> Result<Comparisons.Choice, Failure> {
        switch answer {
        case .failure(let reason): return .failure(Failure(text: reason))
        case .reply(let reply):
            guard reply.outcome != .error else { return .failure(Failure(text: "it says that it cannot choose")) }
            let tokens = reply.tokens ?? 0
            guard let sample = reply.choice else { return .success(Comparisons.Choice(nil, tokens: tokens)) }
            guard let chosen = comparison.shown.first(where: { samples[$0] == sample }) else {
                return .failure(Failure(text: "it chose sample \(sample), which it was not shown"))
            }
            return .success(Comparisons.Choice(chosen, tokens: tokens))
        }
    }
}
