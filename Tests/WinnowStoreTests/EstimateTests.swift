import Testing

@testable import WinnowStore

@Suite("Estimates")
struct EstimateTests {
    @Test("estimates are read back as they were saved")
    func roundTrip() throws {
        let example = try Example()
        var exact = EstimateRecord.example("majority", budget: 4, right: 0.5)
        exact.byProblem = example.problems.map { problem in
            ProblemEstimate(
                problem: problem, right: 0.25, wrong: 0.5, abstained: 0.25, samplesSpent: 4, tokensSpent: 40,
                flopsSpent: 1e9, verifierCalls: 0)
        }
        var sampled = EstimateRecord.example("majority-logprob", budget: 4, right: 1.0 / 3)
        sampled.rightLow = nil
        sampled.rightHigh = nil
        sampled.standardError = 0.001
        sampled.byConstruction = "oracle"
        #expect(try example.store.save([exact, sampled], of: example.run, revision: 0))
        #expect(try example.store.estimates(of: example.run, includingProblems: true) == [exact, sampled])
        exact.byProblem = []
        #expect(try example.store.estimates(of: example.run) == [exact, sampled])
    }

    @Test("saving an estimate again replaces it")
    func replacement() throws {
        let example = try Example()
        let store = example.store
        var estimate = EstimateRecord.example("majority", budget: 4, right: 0.5)
        estimate.byProblem = [
            ProblemEstimate(
                problem: example.problems[0], right: 1, wrong: 0, abstained: 0, samplesSpent: 1, tokensSpent: 1,
                flopsSpent: 1, verifierCalls: 1)
        ]
        try store.save([estimate], of: example.run, revision: 0)
        estimate.right = 0.75
        try store.save([estimate], of: example.run, revision: 0)
        #expect(try store.estimates(of: example.run, includingProblems: true) == [estimate])
        #expect(try store.rows("SELECT count(*) FROM estimate_by_problem") == ["1"])
    }

    @Test("adding to a run makes its estimates vanish, and no other run's")
    func staleness() throws {
        let store = try Store.inMemory()
        let first = try Example(store)
        let second = try Example(store, identity: "run-b")
        let scorer = try store.findOrInsert(ToolRecord(kind: .scorer, name: "orm", version: 1))
        var ids: [RowID<CandidateRecord>] = []
        let changes: [() throws -> Void] = [
            { ids = try store.append([first.entry(1, 0)], to: first.run, judgedBy: first.judges) },
            {
                let grader = ToolRecord(kind: .grader, name: "chain-grader", version: 2)
                let newer = Judges(grader: try store.findOrInsert(grader))
                try store.judge([ids[0]: Judgements(correct: true)], by: newer)
                try store.choose(newer, of: first.run)
            },
            { try store.append([ScoreRecord(candidate: ids[0], value: 1)], by: scorer) },
        ]
        let estimate = EstimateRecord.example("single", budget: 1, right: 0.5)
        try store.save([estimate], of: second.run, revision: 0)
        for (revision, change) in changes.enumerated() {
            #expect(try store.save([estimate], of: first.run, revision: revision))
            #expect(try store.estimates(of: first.run) == [estimate])
            try change()
            #expect(try store.estimates(of: first.run).isEmpty)
            #expect(try store.revision(of: first.run) == revision + 1)
            // Figures computed from the state before the change come too late.
            #expect(try !store.save([estimate], of: first.run, revision: revision))
            #expect(try store.rows("SELECT run, strategy FROM accuracy_by_budget") == ["\(second.run)|single"])
        }
    }

    @Test("verdicts of a verifier that no estimate reads leave the estimates and the views as they are")
    func otherVerifiers() throws {
        let example = try Example()
        let store = example.store
        let ids = try store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
        let estimate = EstimateRecord.example("verifier", budget: 1, right: 0.5)
        try store.save([estimate], of: example.run, revision: 1)
        let readable = try store.rows("SELECT * FROM candidate_readable")
        let dial = ToolRecord(
            kind: .verifier, name: "dial", version: 1, parametersJSON: #"{"tpr":0.9}"#,
            declaration: .init(sound: false, complete: false, evidence: "reference", solvesTheProblem: false))
        let tool = try store.findOrInsert(dial)
        #expect(try store.verifiers(of: example.run).map(\.record) == [Example.verifier])
        try store.judge(
            [ids[0]: Judgements(verdict: VerdictRecord(outcome: .accepted))], by: Judges(verifier: tool))
        #expect(try store.estimates(of: example.run) == [estimate])
        #expect(try store.revision(of: example.run) == 1)
        #expect(try store.rows("SELECT * FROM candidate_readable") == readable)
        #expect(try store.judges(of: example.run) == example.judges)
        #expect(try store.verifiers(of: example.run).map(\.record) == [Example.verifier, dial])
        // Its word does not count either where the other has said nothing.
        let unjudged = try store.append([CandidateEntry(example.entry(2, 0).candidate)], to: example.run)
        try store.save([estimate], of: example.run, revision: 2)
        try store.judge(
            [unjudged[0]: Judgements(verdict: VerdictRecord(outcome: .accepted))], by: Judges(verifier: tool))
        #expect(try store.estimates(of: example.run) == [estimate])
        #expect(try store.rows("SELECT accepted FROM candidate_readable WHERE problem = 2") == [""])
    }

    @Test("new scores delete only estimates that read scores, or may do so")
    func scores() throws {
        let example = try Example()
        let store = example.store
        let ids = try store.append([example.entry(1, 0)], to: example.run, judgedBy: example.judges)
        let estimates = [("majority", false), ("best-orm", true), ("of an older program", nil)].map { name, reads in
            var estimate = EstimateRecord.example(name, budget: 1, right: 0.5)
            estimate.readsScores = reads
            return estimate
        }
        try store.save(estimates, of: example.run, revision: 1)
        #expect(try store.estimates(of: example.run) == estimates)
        let scorer = try store.findOrInsert(ToolRecord(kind: .scorer, name: "orm", version: 1))
        try store.append([ScoreRecord(candidate: ids[0], value: 1)], by: scorer)
        #expect(try store.estimates(of: example.run).map(\.strategy) == ["majority"])
    }

    @Test("a figure that is not a number is refused, an interval without ends is not")
    func notANumber() throws {
        let example = try Example()
        var estimate = EstimateRecord.example("single", budget: 1, right: .nan)
        let error = #expect(throws: StoreError.self) {
            try example.store.save([estimate], of: example.run, revision: 0)
        }
        #expect(error?.kind == .invalid)
        estimate = .example("single", budget: 1, right: 0.5)
        estimate.rightLow = .nan
        try example.store.save([estimate], of: example.run, revision: 0)
        #expect(try example.store.estimates(of: example.run)[0].rightLow == nil)
    }
}

extension EstimateRecord {
    /// An estimate whose figures follow from the three arguments.
    static func example(_ strategy: String, budget: Int, right: Double) -> EstimateRecord {
        EstimateRecord(
            split: "test", strategy: strategy, guarantee: strategy == "verifier" ? "sound" : "none", budget: budget,
            right: right, rightLow: right - 0.125, rightHigh: right + 0.125, intervalMethod: "percentile bootstrap",
            wrong: (1 - right) / 2, abstained: (1 - right) / 2, samplesSpent: Double(budget),
            tokensSpent: 10 * Double(budget), flopsSpent: 1e6 * Double(budget), verifierCalls: 0, problems: 4,
            poolSize: 8, estimator: "exact", ties: "uniform", poolDigest: "d16e57")
    }
}
