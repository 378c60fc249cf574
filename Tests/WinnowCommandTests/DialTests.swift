import Testing

@Suite("winnow dial")
struct DialTests {
    private let folder: TemporaryFolder
    private var database: String { folder.path("x.db") }

    init() throws {
        folder = try TemporaryFolder()
        let sweep = try Call([
            "sweep", "--domain", "chain", "--model", TinyGenerator.chain.get(), "--problems", "6", "--samples", "8",
            "--strategies", "single", "--quiet", "--db", folder.path("x.db"),
        ])
        #expect(sweep.status == 0)
    }

    private func winnow(_ arguments: String...) throws -> Call {
        try Call([arguments[0], "--db", database] + arguments.dropFirst())
    }

    @Test("a dial is drawn once, and its verdicts are read by table and compare")
    func whole() throws {
        let before = try winnow("table", "--format", "csv").output
        let first = try winnow("dial", "--tpr", "0.9", "--fpr", "0.2", "--quiet")
        #expect(first.status == 0 && first.error.isEmpty)
        #expect(first.output.contains("verifier dial:fpr=0.2,per=candidate,seed=1,tpr=0.9"))
        let again = try winnow("dial", "--tpr", "0.9", "--fpr", "0.2", "--quiet")
        #expect(again.output == first.output)
        let count = try Call(
            script:
                "sqlite3 '\(database)' \"select count(*) from verdict join tool on tool.id = tool_id where name = 'dial'\""
        )
        #expect(Int(count.output.dropLast()) ?? 100 <= 48)
        #expect(try winnow("table", "--format", "csv").output == before)

        let name = "dial:fpr=0.2,per=candidate,seed=1,tpr=0.9"
        let table = try winnow("table", "--verifier", name, "--budgets", "1,8", "--explain")
        #expect(table.status == 0 && table.output.contains("the verifier \(name) is right in"), "\(table.error)")
        #expect(table.output.contains("Verdicts are of \(name)"))
        let compare = try winnow("compare", "--strategies", "verifier,single", "--budget", "8", "--verifier", name)
        #expect(compare.status == 0 && compare.output.contains(name))
    }

    @Test("the grid stores nothing")
    func grid() throws {
        let call = try winnow("dial", "--grid", "--per", "answer", "--format", "csv", "--quiet")
        #expect(call.status == 0)
        #expect(call.lines[0].hasPrefix("run,domain,model,noise,budget,tpr,fpr,right,right_low,right_high,wrong"))
        #expect(call.lines.count == 1 + 8 * 9)
        let tools = try Call(script: "sqlite3 '\(database)' \"select name from tool where kind = 'verifier'\"")
        #expect(tools.output == "chain-verifier\n")
    }

    @Test(
        "what cannot be dialled is one line",
        arguments: [
            ([], 64, "Give both --tpr and --fpr"), (["--tpr", "0.9"], 64, "Give both --tpr and --fpr"),
            (["--tpr", "0.9", "--fpr", "0.1", "--grid"], 64, "or --grid"),
            (["--partial", "x", "--per", "answer"], 64, "--per and --slope are of a dial"),
            (["--grid", "--per", "difficulty"], 64, "--grid is per candidate or per answer"),
            (["--tpr", "0.9", "--fpr", "0.1", "--slope", "2"], 64, "--slope needs --per difficulty"),
            (["--tpr", "1.5", "--fpr", "0.1"], 1, "the true-positive rate 1.5 is not in [0, 1]"),
            (["--tpr", "0.9", "--fpr=-1"], 1, "the false-positive rate -1.0 is not in [0, 1]"),
            (["--tpr", "1", "--fpr", "0", "--per", "difficulty", "--slope=-1"], 1, "slope -1.0"),
            (["--tpr", "1", "--fpr", "0", "--budgets", "9"], 1, "budget 9 exceeds the pool"),
            (["--tpr", "1", "--fpr", "0", "--lambda=-1"], 1, "λ = -1.0 is no cost"),
            (["--tpr", "1", "--fpr", "0", "--run", "9"], 1, "has no run 9"),
            (["--partial", "last-step"], 1, "chain has no partial verifier"),
            (["--grid", "--budgets", "9"], 1, "budget 9 exceeds the pool"),
        ] as [([String], Int32, String)])
    func refused(arguments: [String], status: Int32, message: String) throws {
        let call = try Call(["dial", "--db", database, "--quiet"] + arguments)
        #expect(call.status == status)
        #expect(call.output.isEmpty)
        #expect(call.error.hasPrefix("winnow: ") && call.error.contains(message), "\(call.error)")
        if status == 1 { #expect(call.hasOneLineError) }
    }

    @Test("a verifier that has not judged the run is refused, and its estimates are not kept")
    func otherVerifiers() throws {
        let unknown = try winnow("table", "--verifier", "dial:tpr=1")
        #expect(unknown.status == 1 && unknown.hasOneLineError)
        #expect(unknown.error.contains("those that have: chain-verifier"))
        #expect(try winnow("table", "--verifier", "chain-verifier", "--save").status == 64)
    }
}
