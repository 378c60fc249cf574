import Foundation
import TestGuards
import Testing

@Suite("winnow list problems, inspect --votes")
struct ProblemTests {
    private let folder: TemporaryFolder
    private let database: ExampleDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try ExampleDatabase(in: folder, samples: 0..<8)
    }

    private func list(_ arguments: String...) throws -> Call {
        try Call(["list", "problems", "--db", database.path] + arguments)
    }

    /// The problems of run 1 by its candidates, in SQL alone: what holds of the groups of equal answers.
    private func problems(sql condition: String) throws -> [String] {
        let sql = """
            WITH votes AS (
              SELECT problem, answer_key, count(*) AS n, max(correct) AS correct FROM candidate_readable
              WHERE run = 1 AND answer_key IS NOT NULL GROUP BY problem, answer_key),
            top AS (SELECT problem, max(n) AS most, sum(n) AS voters FROM votes GROUP BY problem),
            majority AS (
              SELECT top.problem, most, voters, avg(correct) AS right FROM top JOIN votes ON votes.problem = top.problem
              AND n = most GROUP BY top.problem),
            every AS (
              SELECT problem, avg(correct AND answer_key IS NOT NULL) AS single,
                max(accepted AND answer_key IS NOT NULL) AS accepted,
                max(correct AND answer_key IS NOT NULL) AS covered, count(answer_key) AS answers
              FROM candidate_readable WHERE run = 1 GROUP BY problem)
            SELECT every.problem FROM every LEFT JOIN majority ON majority.problem = every.problem
            WHERE \(condition) ORDER BY every.problem
            """
        let call = try Call(script: "sqlite3 '\(database.path)' \"\(sql)\"")
        #expect(call.status == 0 && call.error.isEmpty, "\(call.error)")
        return call.lines
    }

    @Test(
        "the problems are those that SQL finds by counting",
        arguments: [
            ("majority-wrong", "coalesce(majority.right, 0) < 0.5"), ("majority-right", "majority.right >= 0.5"),
            ("single-wrong", "single < 0.5"), ("verifier-right", "accepted = 1"), ("covered", "covered = 1"),
            ("uncovered", "covered = 0"), ("no-answer", "answers = 0"), ("disagree", "2 * most <= voters"),
            ("right:verifier,wrong:single", "accepted = 1 AND single < 0.5"),
            ("majority-right,single-wrong,covered", "majority.right >= 0.5 AND single < 0.5 AND covered = 1"),
        ])
    func bruteForce(condition: String, sql: String) throws {
        let call = try list("--run", "1", "--where", condition, "--format", "csv")
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.hasPrefix("problem,difficulty,"))
        let found = call.lines.dropFirst().map { String($0.prefix { $0 != "," }) }
        #expect(try found == problems(sql: sql))
    }

    @Test("without --run the latest that is not greedy is taken, and said")
    func latest() throws {
        #expect(try list().output.hasPrefix("These are the 3 problems of run 3: chain by-hand T=0.8"))
        #expect(try list("--run", "1", "--where", "verifier-right").output.contains("of run 1: maze by-hand"))
    }

    @Test("the call that the table names shows the votes")
    func call() throws {
        let line = try #require(try list("--run", "1", "--where", "covered").lines.last)
        let words = try #require(line.range(of: "winnow "))
        let call = try Call(script: "\"$winnow\" " + line[words.upperBound...])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.hasPrefix("Problem 1 of maze-test-v1 (easy), run 1 (maze by-hand): 8 candidates gave 2 "))
        #expect(call.output.contains("accepted") && call.output.contains("rejected"))
        let next = try #require(call.lines.last?.range(of: "winnow ")?.upperBound)
        #expect(try Call(script: "\"$winnow\" " + (call.lines.last ?? "")[next...]).status == 0)
    }

    @Test("JSON has a row for each answer, and one for none")
    func json() throws {
        let call = try Call(
            ["inspect", "--db", database.path, "--run", "1", "--problem", "1", "--votes", "--format", "json"])
        let object = try #require(JSONSerialization.jsonObject(with: Data(call.output.utf8)) as? [String: Any])
        let rows = try nonEmpty(try #require(object["rows"] as? [[String: Any]]))
        #expect(rows.compactMap { $0["votes"] as? Int }.reduce(0, +) == 8)
        #expect(rows.last?["answer"] is NSNull && rows.first?["answer"] is String)
    }

    @Test(
        "what is not there is refused in one line",
        arguments: [
            ["list", "problems", "--where", "sensible"], ["list", "problems", "--run", "9"],
            ["list", "problems", "--where", "orm-max-wrong"], ["inspect", "--run", "1", "--problem", "9", "--votes"],
            ["list", "problems", "--verifier", "nobody"],
        ])
    func refused(arguments: [String]) throws {
        let call = try Call(arguments + ["--db", database.path])
        #expect(call.status == 1 && call.hasOneLineError && call.output.isEmpty, "\(call.error)")
    }

    @Test(
        "options that go with nothing are usage errors",
        arguments: [
            ["list", "runs", "--where", "covered"], ["list", "domains", "--limit", "3"],
            ["list", "problems", "--limit", "0"], ["list", "judges", "--run", "1"],
            ["inspect", "--problem", "1", "--votes", "--sample", "0"],
            ["table", "--columns", "strategies,wrong"], ["table", "--columns", "luck"], ["table", "--label", "a b"],
            ["table", "--per-problem", "--caption", "x"],
        ])
    func usage(arguments: [String]) throws {
        let call = try Call(arguments + ["--db", database.path])
        #expect(call.status == 64 && call.output.isEmpty)
    }

    @Test("a LaTeX table of strategies and budgets is one call")
    func latex() throws {
        let arguments = [
            "table", "--db", database.path, "--quiet", "--budgets", "1,2,4,8", "--strategies",
            "single,majority,verifier,oracle", "--columns", "budgets", "--format", "latex", "--label", "tab:maze",
        ]
        let call = try Call(arguments + ["--run", "1", "--caption", "Right & wrong"])
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output.contains("\\caption{Right \\& wrong}\n\\label{tab:maze}\n\\begin{tabular}{lrrrr}\n"))
        #expect(call.lines.count { $0.hasSuffix(" \\\\") } == 5)
        // Runs 1 and 3 are two tables.
        let both = try Call(arguments.map { $0 == "1,2,4,8" ? "1" : $0 })
        #expect(both.status == 1 && both.hasOneLineError && both.error.contains("name one --run"))
    }
}
