import TestGuards
import Testing
import WinnowReport
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Problems behind a figure")
struct ProblemListTests {
    /// Six problems, each of a kind that a condition is about; problem 6 has the votes of a tie.
    private static func run() throws -> HandmadeRun {
        let run = try HandmadeRun(in: .inMemory())
        try run.append([.right, .right, .wrong, .truncated], to: 0)
        try run.append([.wrong, .wrong, .right, .otherWrong], to: 1)
        try run.append([.wrong, .otherWrong, .wrong, .wrong], to: 2)
        try run.append([.truncated, .truncated, .truncated, .truncated], to: 3)
        try run.append([.right, .right, .right, .right], to: 4)
        try run.append([.otherWrong, .right, .right, .otherWrong], to: 5)
        return run
    }

    private static func list(
        _ conditions: [String], limit: Int? = nil, of run: HandmadeRun? = nil
    ) async throws -> Table {
        let run = try run ?? Self.run()
        let list = try await ProblemList(
            of: run.stored, in: run.store, where: conditions.map { try ProblemCondition($0) }, limit: limit)
        return try #require(list.report.data)
    }

    private static func problems(_ conditions: [String], limit: Int? = nil) async throws -> [Int] {
        try await list(conditions, limit: limit).rows.map { row in
            guard case .integer(let position) = row[0].value else { return 0 }
            return position
        }
    }

    @Test(
        "a condition finds the problems that it is about",
        arguments: [
            ([], [1, 2, 3, 4, 5, 6]), (["covered"], [1, 2, 5, 6]), (["uncovered"], [3, 4]), (["no-answer"], [4]),
            (["majority-right"], [1, 5, 6]), (["majority-wrong"], [2, 3, 4]), (["wrong:majority"], [2, 3, 4]),
            (["majority-wrong", "covered"], [2]), (["right:verifier", "wrong:majority"], [2]),
            (["verifier-right", "single-wrong"], [2]), (["disagree"], [2, 6]), (["hard"], [3, 4, 2, 1, 6, 5]),
            (["hard", "covered"], [2, 1, 6, 5]), (["accepted-vote-majority-wrong"], [3, 4]),
            (["covered", "uncovered"], []),
        ] as [([String], [Int])])
    func conditions(conditions: [String], expected: [Int]) async throws {
        #expect(try await Self.problems(conditions) == expected)
    }

    @Test("a limit keeps the first of what is found, and the sentence says so")
    func limit() async throws {
        #expect(try await Self.problems(["hard"], limit: 2) == [3, 4])
        let run = try Self.run()
        let list = try await ProblemList(
            of: run.stored, in: run.store, where: [.hard, .wrong("majority"), .covered], limit: 1)
        let text = list.report.rendered(as: .terminal)
        #expect(text.hasPrefix("In 1 of the 6 problems of run 1: chain by-hand T=0.8, majority is not right and a"))
        #expect(text.contains("winnow inspect --db") && text.contains("--run 1 --votes --problem 2"))
        let all = try await ProblemList(of: run.stored, in: run.store, where: [.hard], limit: 3)
        #expect(
            all.report.rendered(as: .terminal).hasPrefix(
                "These are the 6 problems of run 1: chain by-hand T=0.8; the fewest right candidates come first; 3 of"))
    }

    @Test("a row has the shares, the votes and the leading answer")
    func row() async throws {
        let table = try await Self.list(["disagree"])
        #expect(
            table.columns.map(\.name) == [
                "problem", "difficulty", "candidates", "right_share", "majority", "verifier", "covered",
                "distinct_answers", "no_answer", "leading_votes", "leading_right", "leading_answer",
            ])
        let row = try #require(table.rows.first)
        #expect(row[2...5].map(\.value) == [.integer(4), .number(0.25), .number(0), .number(1)])
        #expect(row[6...10].map(\.value) == [.text("yes"), .integer(3), .integer(0), .integer(2), .text("wrong")])
        // A tie: the majority is right in half of the cases, and the first seen leads.
        let tie = try #require(table.rows.last)
        #expect(tie[4].value == .number(0.5) && tie[10].value == .text("wrong"))
        #expect(["11", "12", "13"].map(Cell.Value.text).contains(tie[11].value))
    }

    @Test("strategies that are named have columns of their own, once")
    func named() async throws {
        let table = try await Self.list(["oracle-right", "majority-wrong", "oracle-right"])
        #expect(table.columns.map(\.name)[3...7] == ["right_share", "majority", "verifier", "oracle", "covered"])
    }

    @Test("every strategy can be named in every form")
    func everyStrategy() throws {
        for name in try nonEmpty(Strategies.all).map(\.name) {
            #expect(try ProblemCondition("\(name)-right") == .right(name))
            #expect(try ProblemCondition("right:\(name)") == .right(name))
            #expect(try ProblemCondition("\(name)-wrong") == .wrong(name))
            #expect(try ProblemCondition("wrong:\(name)") == .wrong(name))
        }
    }

    @Test(
        "another condition is refused with all there are",
        arguments: ["", "right", "-wrong", "wrong:", "psychic-wrong", "covered-wrong", "majority", "right:"])
    func unknown(text: String) throws {
        let error = #expect(throws: ExperimentError.self) { try ProblemCondition(text) }
        for word in ["covered", "uncovered", "disagree", "no-answer", "hard", "NAME-wrong", "accepted-vote-majority"] {
            #expect(error?.description.contains(word) == true)
        }
    }

    @Test(
        "a mistyped condition is asked after",
        arguments: [
            ("Covered", "covered"), ("majority-worng", "majority-wrong"), ("right:orakle", "right:oracle"),
            ("no_answer", "no-answer"), ("verifer-right", "verifier-right"),
        ])
    func mistyped(text: String, meant: String) throws {
        let error = #expect(throws: ExperimentError.self) { try ProblemCondition(text) }
        #expect(error?.hint == "did you mean \(meant)?")
    }

    @Test("a strategy that the run has no data for is refused")
    func noData() async throws {
        let run = try Self.run()
        for name in ["greedy", "orm-max"] {
            let error = await #expect(throws: ExperimentError.self) {
                try await ProblemList(of: run.stored, in: run.store, where: [.wrong(name)])
            }
            #expect(error?.problem.contains("run 1 has no") == true)
        }
    }

    @Test("problems of unequal pools are each looked at with all of their candidates")
    func ragged() async throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 2)
        try run.append([.wrong], to: 0)
        try run.append([.wrong, .right, .right], to: 1)
        let table = try await Self.list(["majority-right"], of: run)
        #expect(table.rows.map(\.[0].value) == [.integer(2)])
        #expect(table.rows[0][2].value == .integer(3))
    }

    @Test("votes are counted by answer, the most first, of equal ones the first seen")
    func votes() throws {
        let votes = AnswerVotes(["b", nil, "a", "c", "a", nil, "b"])
        #expect(votes.parties.map(\.answer) == ["b", "a", "c"])
        #expect(votes.parties.map(\.positions) == [[0, 6], [2, 4], [3]])
        #expect(votes.blanks == [1, 5] && votes.voters == 5 && votes.isSplit)
        #expect(AnswerVotes(["a", "a", "b", nil]).isSplit == false)
        #expect(AnswerVotes(["a", "b"]).isSplit)
        let none: [String?] = [nil, nil]
        #expect(AnswerVotes(none).isSplit == false)
    }
}

@Suite("Votes of a problem")
struct ProblemVotesTests {
    @Test("each answer has its votes, verdicts, scores and grade, and the greedy answer is marked")
    func table() throws {
        let store = try Store.inMemory()
        let run = try HandmadeRun(in: store, problems: 2)
        try run.append([.wrong, .right, .truncated, .right, .otherWrong], to: 0)
        try run.append([.right], to: 1)
        let greedy = try HandmadeRun(in: store, temperature: 0, problems: 2)
        try greedy.append([.wrong], to: 0)
        try run.score("judge") { $0.sampleIndex == 4 ? [] : [Double($0.sampleIndex), 1] }
        let votes = try ProblemVotes(in: store, run: nil, problem: 1)
        let text = votes.report.rendered(as: .terminal)
        #expect(
            text.hasPrefix(
                "Problem 1 of chain-test-v1 (easy), run 1 (chain by-hand): 5 candidates gave 3 different answers, 1 of them"
            ))
        #expect(text.contains("none. The leading one has 2 votes and is right; right answers have 2."))
        let table = try #require(votes.report.data)
        #expect(
            table.columns.map(\.name) == [
                "votes", "share", "grade", "chain-verifier", "log_probability", "judge", "greedy", "sample", "answer",
            ])
        #expect(table.rows.map(\.[0].value) == [.integer(2), .integer(1), .integer(1), .integer(1)])
        #expect(table.rows.map(\.[1].value) == [.number(0.5), .number(0.25), .number(0.25), .missing])
        #expect(table.rows.map(\.[2].value) == ["right", "wrong", "wrong", "wrong"].map(Cell.Value.text))
        #expect(
            table.rows.map(\.[3].value) == [.text("accepted"), .text("rejected"), .text("rejected"), .missing])
        #expect(table.rows.map(\.[5].value) == [.number(1.5), .number(0.5), .missing, .number(1.5)])
        #expect(table.rows.map(\.[6].value) == [.missing, .text("greedy"), .missing, .missing])
        #expect(table.rows.map(\.[7].value) == [.integer(1), .integer(0), .integer(4), .integer(2)])
    }

    @Test("what the greedy run alone has found is a row without votes")
    func greedyAlone() throws {
        let store = try Store.inMemory()
        let run = try HandmadeRun(in: store, problems: 1)
        try run.append([.wrong, .wrong], to: 0)
        let greedy = try HandmadeRun(in: store, temperature: 0, problems: 1)
        try greedy.append([.right], to: 0)
        let rows = try #require(ProblemVotes(in: store, run: 1, problem: 1).report.data).rows
        #expect(rows.map(\.[0].value) == [.integer(2), .integer(0)])
        #expect(rows[1][5].value == .text("greedy"))
    }

    @Test("verdicts of one answer that differ are counted")
    func mixedVerdicts() throws {
        func votes(_ verdicts: [ProblemVotes.Verdict?]) throws -> Cell.Value {
            let candidates = verdicts.enumerated().map { sample, verdict in
                ProblemVotes.Candidate(
                    sample: sample, answer: "7", isRight: nil, logProbability: nil, scores: [], verdicts: [verdict])
            }
            let votes = ProblemVotes(
                title: "", candidates: candidates, scorers: [], verifiers: ["dial"], greedy: nil, reference: nil,
                call: "")
            return try #require(votes.report.data).rows[0][3].value
        }
        #expect(try votes([.accepted, .rejected, nil]) == .text("1 of 2 accepted"))
        #expect(try votes([.undecided, .undecided]) == .text("undecided"))
        #expect(try votes([nil]) == .missing)
    }
}
