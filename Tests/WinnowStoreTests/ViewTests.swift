import Testing

@testable import WinnowStore

/// The example's candidates by hand, samples 0 to 3 of problems 1 (easy) and 2 (hard); right when the sum of the two
/// numbers is even, legal for samples 0 and 3, illegal for 1, truncated for 2; `2 + sample` trace tokens:
///
///     problem  sample  right  legal
///     1        0       no     yes
///     1        1       yes    no
///     1        2       no     truncated
///     1        3       yes    yes
///     2        0       yes    yes
///     2        1       no     no
///     2        2       yes    truncated
///     2        3       no     yes
@Suite("Views")
struct ViewTests {
    let example: Example

    init() throws {
        example = try Example()
        let entries = example.entries(1...2, 0..<4)
        try example.store.append(entries, to: example.run, judgedBy: example.judges)
        // A later round counts in no figure.
        try example.store.append([example.entry(1, 0, round: 1)], to: example.run, judgedBy: example.judges)
    }

    @Test("a candidate is readable as text")
    func readable() throws {
        let rows = try example.store.rows("SELECT * FROM candidate_readable WHERE sample_index IN (1, 2) LIMIT 3")
        #expect(
            rows == [
                "1|chain|tiny|1|easy|1|n1 ||a a b <e>|n 1|key-1|1|0|0|wrong_result|1|-1.1|4|sample",
                "1|chain|tiny|1|easy|2|n1 ||a b b <e>|n 2||0||0|truncated|0|-1.2|4|sample",
                "1|chain|tiny|2|hard|1|n2 ||a b b <e>|n 1|key-1|0|0|0|wrong_result|0|-2.1|4|sample",
            ])
    }

    @Test("every round is readable, with the round that it answers to")
    func rounds() throws {
        var revision = example.entry(1, 0, round: 2)
        let first = try example.store.append([example.entry(1, 7)], to: example.run, judgedBy: example.judges)[0]
        revision.candidate.sampleIndex = 7
        revision.candidate.parent = first
        try example.store.append([revision], to: example.run, judgedBy: example.judges)
        #expect(
            try example.store.rows(
                """
                SELECT round, parent_round, tokens FROM round_readable WHERE problem = 1 AND sample_index IN (0, 7)
                ORDER BY sample_index, round
                """) == ["0||4", "1||4", "0||4", "2|0|4"])
        #expect(
            try example.store.rows("SELECT count(*) FROM candidate_readable WHERE problem = 1 AND sample_index = 7")
                == ["1"])
    }

    @Test("the view of all spending has a row for each sample, score, verdict and call")
    func spending() throws {
        let store = example.store
        let scorer = try store.findOrInsert(ToolRecord(kind: .scorer, name: "orm", version: 1))
        let ids = try store.append(
            [example.entry(3, 0), example.entry(3, 1)], to: example.run, judgedBy: example.judges)
        try store.append(ids.map { ScoreRecord(candidate: $0, value: 1, tokens: 3, flops: 5) }, by: scorer)
        try store.append(
            CandidateBatch(
                calls: [
                    example.run: [
                        CallRecord(
                            problem: example.problems[2], sampleIndex: 0, purpose: .guide, tool: scorer, calls: 2,
                            tokensIn: 4, tokensOut: 6, flops: 8)
                    ]
                ], paces: [example.run: .init(candidates: 4, seconds: 2)]))
        let rows = try store.rows(
            """
            SELECT purpose, count(*), sum(calls), sum(tokens_out), max(tool) FROM spending
            WHERE problem = 3 AND purpose <> 'verdict' GROUP BY purpose ORDER BY purpose
            """)
        #expect(rows == ["guide|1|2|6|orm", "sample|2|2|8|", "score|2|2|6|orm"])
        // The prompt is paid once.
        let prompts = try store.rows(
            "SELECT sum(tokens_in), max(tokens_in) FROM spending WHERE problem = 3 AND purpose = 'sample'")
        #expect(prompts.first.map { $0.split(separator: "|") }.map { $0[0] == $0[1] } == true)
        #expect(
            try store.rows("SELECT count(*) FROM spending WHERE purpose = 'verdict'")
                == store.rows("SELECT count(*) FROM verdict"))
        #expect(try store.rows("SELECT seconds_per_candidate FROM pace") == ["0.5"])
    }

    @Test("tokens outside the vocabulary are shown as such, and an empty completion as an empty text")
    func unreadable() throws {
        for (sample, tokens) in [[3, 9, 65_535, 256, 1], []].enumerated() {
            var record = example.entry(3, sample).candidate
            record.tokens = tokens.map { UInt16($0) }
            try example.store.append([CandidateEntry(record)], to: example.run)
        }
        let rows = try example.store.rows(
            "SELECT completion, answer, correct, accepted, tokens FROM candidate_readable WHERE problem = 3")
        #expect(rows == ["a <?> <?> <?> <e>||||5", "||||0"])
    }

    @Test("the overview counts first-round candidates and their rates")
    func overview() throws {
        _ = try Example(example.store, identity: "empty")
        let runs = try example.store.overview()
        #expect(runs.map(\.identity) == ["run-a", "empty"])
        #expect(runs[0].problems == 2 && runs[0].candidates == 8 && runs[0].tokens == 32)
        #expect(runs[0].seed == .max - 6 && runs[0].model == "tiny" && runs[0].problemSet == "chain-test-v1")
        #expect(
            runs[0].rates
                == RunOverview.Rates(
                    truncated: 0.25, unparsable: 0.25, right: 0.5, accepted: 0.5, traceLegal: 0.5,
                    traceComplete: 0.25))
        #expect(runs[1].problems == 0 && runs[1].candidates == 0 && runs[1].tokens == 0)
        #expect(
            runs[1].rates
                == RunOverview.Rates(
                    truncated: nil, unparsable: nil, right: nil, accepted: nil, traceLegal: nil, traceComplete: nil))
    }

    @Test("the trace confusion has a third level")
    func confusion() throws {
        let counts = try example.store.rows(
            """
            SELECT candidates, legal_right, legal_wrong, illegal_right, illegal_wrong, unreadable_right,
              unreadable_wrong, legal_right_rate, right_given_legal, right_given_illegal, legal_given_right, phi
            FROM trace_confusion
            """)
        // phi = (2·1 − 2·1) / √(4·2·3·3) = 0.
        #expect(counts == ["8|2|2|1|1|1|1|0.25|0.5|0.5|\(2.0 / 3)|0.0"])
    }

    @Test("phi is that of the two by two table")
    func phi() throws {
        try example.store.append(
            [example.entry(3, 3), example.entry(3, 1)].map { entry in
                var entry = entry
                entry.judgements.correct = entry.judgements.traceCheck?.legal
                return entry
            }, to: example.run, judgedBy: example.judges)
        // Now 3 legal right, 2 legal wrong, 1 illegal right, 2 illegal wrong.
        let phi = try example.store.rows("SELECT phi FROM trace_confusion")
        let expected = 4 / 240.0.squareRoot()  // (3·2 − 2·1) / √(5·3·4·4)
        #expect(phi == ["\(expected)"])
    }

    @Test("trace lengths are grouped by difficulty and correctness")
    func lengths() throws {
        let rows = try example.store.rows(
            """
            SELECT difficulty, correct, candidates, trace_tokens, trace_tokens_min, trace_tokens_max
            FROM trace_length_by_difficulty ORDER BY difficulty, correct
            """)
        #expect(rows == ["easy|0|2|3.0|2|4", "easy|1|2|4.0|3|5", "hard|0|2|4.0|3|5", "hard|1|2|3.0|2|4"])
    }

    @Test("first trace errors have counts and shares")
    func firstErrors() throws {
        let rows = try example.store.rows(
            "SELECT error, candidates, share, mean_step, right FROM first_trace_errors ORDER BY error")
        #expect(rows == ["truncated|2|0.5|2.0|0.5", "wrong_result|2|0.5|2.0|0.5"])
    }

    @Test("accuracy by budget answers the question of the README")
    func accuracy() throws {
        let run = example.run
        try example.store.save(
            [
                .example("verifier", budget: 2, right: 0.5), .example("majority", budget: 2, right: 0.25),
                .example("majority", budget: 1, right: 0),
            ], of: run, revision: 2)
        let rows = try example.store.rows(
            """
            select strategy, budget, right, wrong, abstained from accuracy_by_budget
            where run = (select max(run) from accuracy_by_budget) order by 1,2
            """)
        #expect(rows == ["majority|1|0.0|0.5|0.5", "majority|2|0.25|0.375|0.375", "verifier|2|0.5|0.25|0.25"])
    }

    @Test("the leaderboard ranks strategies at their largest budgets")
    func leaderboard() throws {
        let second = try Example(example.store, identity: "run-b")
        try example.store.save(
            [
                .example("single", budget: 1, right: 0.25), .example("majority", budget: 1, right: 0.25),
                .example("majority", budget: 4, right: 0.5),
            ], of: example.run, revision: 2)
        try example.store.save([.example("verifier", budget: 4, right: 0.5)], of: second.run, revision: 0)
        let rows = try example.store.rows(
            "SELECT rank, run, strategy, budget, right FROM leaderboard ORDER BY rank, run")
        #expect(rows == ["1|1|majority|4|0.5", "1|2|verifier|4|0.5", "3|1|single|1|0.25"])
    }

    @Test("cost to reach names the smallest budget that reaches a target")
    func costToReach() throws {
        try example.store.save(
            [
                .example("majority", budget: 1, right: 0.15), .example("majority", budget: 2, right: 0.35),
                .example("majority", budget: 4, right: 0.3),
            ], of: example.run, revision: 2)
        let rows = try example.store.rows(
            "SELECT strategy, target, budget, right, tokens_spent FROM cost_to_reach ORDER BY strategy, target")
        #expect(rows == ["majority|0.1|1|0.15|10.0", "majority|0.2|2|0.35|20.0", "majority|0.3|2|0.35|20.0"])
    }
}
