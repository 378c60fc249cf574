import Foundation
import Testing

@Suite("Input that cannot be used")
struct BadInputTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func sweep(_ arguments: [String]) throws -> Call {
        let model = try TinyGenerator.chain.get()
        return try Call(
            [
                "sweep", "--domain", "chain", "--model", model, "--problems", "2", "--samples", "4", "--quiet", "--db",
                folder.path("x.db"),
            ] + arguments)
    }

    private func isRefused(_ call: Call, _ message: String) {
        #expect(call.status == 1)
        #expect(call.output.isEmpty)
        #expect(call.hasOneLineError, "\(call.error)")
        #expect(call.error.contains(message), "\(call.error)")
    }

    @Test(
        "a sweep that cannot be made is one line on standard error, before a database is made",
        arguments: [
            (["--domain", "sudoku"], "no domain \"sudoku\""), (["--domain", "chain,"], "no domain \"\""),
            (["--model", "gigantic"], "no model \"gigantic\""), (["--model", "/nowhere"], "no such folder"),
            (["--strategies", "majority,psychic"], "no strategy \"psychic\""),
            (["--budgets", "1,5"], "budget 5"), (["--budgets", "0"], "budget 0"),
            (["--temperature", "0"], "temperature 0"), (["--temperature=-1"], "temperature -1"),
            (["--temperature", "nan"], "temperature nan"), (["--temperature", "1e9"], "temperature"),
            (["--problems", "3001"], "3001 problems"), (["--problems", "0"], "0 problems"),
            (["--split", "tune", "--problems", "601"], "601 problems"), (["--samples=-3"], "-3 samples"),
            (["--top-p", "0"], "top-p"), (["--top-p", "1.5"], "top-p"), (["--top-k=-1"], "top-k"),
            (["--max-tokens", "0"], "tokens"),
            (["--problems", "3001", "--dry-run"], "3001 problems"),
        ])
    func sweeps(arguments: [String], message: String) throws {
        isRefused(try sweep(arguments), message)
        #expect(!FileManager.default.fileExists(atPath: folder.path("x.db")))
    }

    @Test("completions beyond the model's context are refused with the largest that fits")
    func context() throws {
        isRefused(try sweep(["--max-tokens", "9999"]), "lower --max-tokens to 4")
    }

    @Test(
        "numbers that are none are usage errors",
        arguments: [
            ["--seed", "-1"], ["--seed", "1.5"], ["--problems", "ten"], ["--budgets", "1,x"], ["--budgets", "1,,4"],
            ["--temperature", "warm"], ["--threads", "0"], ["--split", "holdout"], ["--ties", "random"],
            ["--seed", "99999999999999999999999"],
        ])
    func usage(arguments: [String]) throws {
        let call = try sweep(arguments)
        #expect(call.status == 64)
        #expect(call.output.isEmpty && call.error.hasPrefix("winnow: "))
        #expect(!FileManager.default.fileExists(atPath: folder.path("x.db")))
    }

    @Test("a model of another domain, or one that is damaged, is refused by its path")
    func models() throws {
        let model = try TinyGenerator.chain.get()
        isRefused(try sweep(["--domain", "maze"]), "was not made for maze")
        let whole = ["config.json", "model.safetensors", "tokenizer.json"]
        for file in whole {
            for content in [nil, "", "{}", "no JSON"] {
                let copy = folder.url.appending(path: "copy")
                try? FileManager.default.removeItem(at: copy)
                try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
                for name in whole where name != file {
                    try FileManager.default.copyItem(
                        at: URL(filePath: model).appending(path: name), to: copy.appending(path: name))
                }
                if let content { try Data(content.utf8).write(to: copy.appending(path: file)) }
                isRefused(try sweep(["--model", copy.path]), copy.path)
            }
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("x.db")))
    }

    @Test("a database that cannot be used is refused and stays as it is")
    func databases() throws {
        try folder.write("my diary\n", to: "diary.txt")
        isRefused(try sweep(["--db", folder.path("diary.txt")]), "is not a Winnow database")
        #expect(try String(contentsOf: folder.url.appending(path: "diary.txt"), encoding: .utf8) == "my diary\n")
        isRefused(try sweep(["--db", folder.url.path]), "is a folder")
        isRefused(try sweep(["--db", folder.path("none/x.db")]), "there is no folder")
        let missing = [["table"], ["compare", "--strategies", "single,majority"], ["list", "runs"]]
        for reader in missing { isRefused(try Call(reader + ["--db", folder.path("x.db")]), "there is no database") }
        #expect(!FileManager.default.fileExists(atPath: folder.path("x.db")))
    }

    @Test("a read-only folder or file is refused, and what is stored stays")
    func readOnly() throws {
        #expect(try sweep([]).status == 0)
        let before = try Call(["list", "runs", "--db", folder.path("x.db"), "--format", "csv"]).output
        // Root may write everywhere, so where the tests run as root the program runs as nobody.
        func refused(_ database: String) throws -> Call {
            try Call(
                script: """
                    if [ "$(id -u)" = 0 ]; then as='setpriv --reuid=65534 --regid=65534 --clear-groups'; fi
                    $as "$winnow" sweep --domain chain --model '\(TinyGenerator.chain.get())' --problems 2 \
                      --samples 8 --quiet --db '\(database)'
                    """)
        }
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.path("x.db"))
        try files.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
        isRefused(try refused(folder.path("x.db")), "cannot write")
        isRefused(try refused(folder.path("y.db")), "cannot write")
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.url.path)
        #expect(try Call(["list", "runs", "--db", folder.path("x.db"), "--format", "csv"]).output == before)
        #expect(!files.fileExists(atPath: folder.path("y.db")))
    }

    @Test("a full disk is one line, and the database is sound afterwards")
    func fullDisk() throws {
        #expect(try sweep([]).status == 0)
        // The limit on a file's size stands in for a full disk.
        let limited = try Call(
            script: """
                ulimit -f 400; trap '' XFSZ
                "$winnow" sweep --domain chain --model '\(TinyGenerator.chain.get())' --problems 60 --samples 300 \
                  --strategies single --quiet --db '\(folder.path("x.db"))'
                """)
        #expect(limited.status == 1 && limited.hasOneLineError, "\(limited.status) \(limited.error)")
        let check = try Call(script: "sqlite3 '\(folder.path("x.db"))' 'pragma integrity_check'")
        #expect(check.output == "ok\n")
        // With space again the same command goes on.
        let again = try Call([
            "sample", "--domain", "chain", "--model", TinyGenerator.chain.get(), "--problems", "60", "--samples", "300",
            "--quiet", "--db", folder.path("x.db"),
        ])
        #expect(again.status == 0 && again.output.contains("60 problems × 300 candidates"))
    }

    @Test(
        "comparisons that cannot be made are refused",
        arguments: [
            (["--a", "1:majority@4"], 64, "--b"), (["--b", "1:majority@4"], 64, "--a"),
            (["--strategies", "single"], 64, "two or more"),
            (["--strategies", "single,majority", "--a", "1:single@1", "--b", "1:single@1"], 64, "either"),
            (["--strategies", "single,psychic"], 1, "psychic"),
            (["--a", "1:majority@5", "--b", "1:single@1"], 1, "budget 5"),
            (["--a", "majority", "--b", "1:single@1"], 1, "RUN:STRATEGY@K"),
            (["--a", "9:majority@1", "--b", "1:single@1"], 1, "no run 9"),
            (["--strategies", "single,majority", "--budget", "5"], 1, "budget 5"),
            (["--strategies", "single,majority", "--budget", "0"], 1, "budget"),
            (["--strategies", "single,majority", "--run", "9"], 1, "no run 9"),
            (["--strategies", "single,shortest-trace"], 1, "has no trace"),
            (["--strategies", "single,majority", "--at-equal", "money"], 64, "money"),
            (["--strategies", "single,majority", "--at-equal", "price"], 64, "--price"),
            (["--strategies", "single,majority", "--at-equal", "tokens", "--price", "tokens=1"], 64, "axis price"),
            (["--strategies", "single,majority", "--at-equal", "price", "--price", "tokens"], 1, "list of prices"),
            (["--strategies", "guess,majority", "--at-equal", "tokens"], 1, "one sample of 1:majority spends"),
        ] as [([String], Int32, String)])
    func comparisons(arguments: [String], status: Int32, message: String) throws {
        #expect(try sweep([]).status == 0)
        let call = try Call(["compare", "--db", folder.path("x.db")] + arguments)
        #expect(call.status == status)
        #expect(call.error.hasPrefix("winnow: ") && call.error.contains(message), "\(call.error)")
        #expect(call.output.isEmpty)
    }

    @Test(
        "questions about spending and verifiers that make no sense are refused",
        arguments: [
            (["crossing", "--a", "1:majority"], 64, "--b"),
            (["crossing", "--a", "1:majority@2", "--b", "1:verifier"], 1, "not RUN:STRATEGY"),
            (["crossing", "--a", "1:majority", "--b", "9:verifier"], 1, "no run 9"),
            (["crossing", "--a", "1:majority", "--b", "1:verifier", "--axis", "price"], 64, "--price"),
            (["crossing", "--a", "1:majority", "--b", "1:verifier", "--break-even"], 64, "--budget"),
            (["crossing", "--a", "1:majority", "--b", "1:verifier", "--budget", "2"], 64, "--break-even"),
            (["crossing", "--a", "1:majority", "--b", "1:single", "--break-even", "--budget", "2"], 1, "no verifier"),
            (["power", "--difference", "0.1"], 64, "--sd"), (["power", "--sd", "0.3"], 64, "--difference"),
            (["power", "--difference", "0.1", "--sd", "0"], 1, "every difference is certain"),
            (["power", "--difference", "-1.5", "--sd", "0.3"], 1, "cannot be resolved"),
            (["power", "--a", "1:majority@9", "--b", "1:single@1"], 1, "budget 9"),
            (["risk", "--strategies", "single"], 1, "with a confidence"), (["risk", "--budget", "9"], 1, "budget 9"),
            (["risk", "--run", "9"], 1, "no run 9"), (["risk", "--verifier", "psychic"], 1, "psychic"),
            (["require", "--run", "9"], 1, "no run 9"), (["require", "--budgets", "5"], 1, "budget 5"),
            (["require", "--fpr", "2"], 1, "not a probability"), (["require", "--fpr", "x"], 64, "fpr"),
            (["require", "--call-price", "-3"], 1, "not a price"), (["require", "--verifiers", "1/2"], 64, "1/2"),
            (["require", "--against", "psychic"], 1, "psychic"), (["require", "--per", "loud"], 64, "loud"),
        ] as [([String], Int32, String)])
    func spending(arguments: [String], status: Int32, message: String) throws {
        #expect(try sweep([]).status == 0)
        let call = try Call(arguments + ["--db", folder.path("x.db")])
        #expect(call.status == status, "\(call.error)")
        #expect(call.error.hasPrefix("winnow: ") && call.error.contains(message), "\(call.error)")
        #expect(call.output.isEmpty)
    }

    @Test("tables that cannot be made are refused")
    func tables() throws {
        #expect(try sweep([]).status == 0)
        let table = ["table", "--db", folder.path("x.db")]
        isRefused(try Call(table + ["--budgets", "5"]), "budget 5 exceeds the pool")
        isRefused(try Call(table + ["--run", "9"]), "no run 9")
        isRefused(try Call(table + ["--strategies", "psychic"]), "psychic")
        isRefused(try Call(table + ["--strategies", "shortest-trace"]), "has no data for shortest-trace")
        isRefused(try Call(["inspect", "--db", folder.path("x.db"), "--problem", "3"]), "problem 3")
    }
}
