import Testing

@testable import winnow

@Suite("Old names of commands")
struct OldNameTests {
    @Test(
        "an old name runs the command that has replaced it, to the same output",
        arguments: [
            (
                "crossing --a 1:single --b 1:oracle --format csv",
                "compare --crossing --a 1:single --b 1:oracle --format csv"
            ),
            (
                "crossing --a 1:majority --b 1:verifier --break-even --budget 2 --format csv",
                "require --a 1:majority --b 1:verifier --break-even --budget 2 --format csv"
            ),
            (
                "power --a 1:single@2 --b 1:oracle@2 --format csv",
                "compare --power --a 1:single@2 --b 1:oracle@2 --format csv"
            ),
            ("power --power 0.9 --a 1:single@2 --b 1:oracle@2", "compare --power 0.9 --a 1:single@2 --b 1:oracle@2"),
            ("stop --run 1 --format csv", "budget stop --run 1 --format csv"),
            ("allocate --run 1 --mean-budget 2 --format csv", "budget allocate --run 1 --mean-budget 2 --format csv"),
            ("solve-or-verify --run 1", "budget split --run 1"),
            ("confidence --run 1 --tune-run 1", "tune confidence --run 1 --tune-run 1"),
            ("temperatures --domain chain --model weak", "tune temperature --domain chain --model weak"),
            ("score --run 1 --scorer logistic --format csv", "judge --run 1 --scorer logistic --format csv"),
            ("verify-with --run 1 --name no --command false", "judge --run 1 --name no --command false"),
        ])
    func sameOutput(old: String, new: String) throws {
        let folder = try TemporaryFolder()
        let (first, second) = (folder.path("a.db"), folder.path("b.db"))
        let calls = try [(old, first), (new, second)].map { call, path in
            let sampling = try Call([
                "sample", "--domain", "chain", "--model", "weak", "--problems", "3", "--samples", "4", "--db", path,
                "--quiet",
            ])
            #expect(sampling.status == 0, "\(sampling.error)")
            return try Call(call.split(separator: " ").map(String.init) + ["--db", path])
        }
        #expect(calls[0].output == calls[1].output)
        #expect(calls[0].status == calls[1].status)
        let errors = calls.map { $0.error.replacing(first, with: "DB").replacing(second, with: "DB") }
        // Seconds differ from call to call.
        if calls[0].status != 0 { #expect(errors[0] == errors[1]) }
    }

    @Test("models are generated from, listened to, exported and packed by their old names")
    func elsewhere() {
        let replaced = [
            ["generate", "--help"]: ["model", "generate", "--help"], ["logits"]: ["model", "logits"],
            ["export", "--model", "m", "out"]: ["model", "export", "--model", "m", "out"],
            ["export", "--model=m", "out"]: ["model", "export", "--model=m", "out"],
            ["replay", "p.winnow"]: ["pack", "check", "p.winnow"], ["help", "stop"]: ["help", "budget", "stop"],
        ]
        for (old, new) in replaced { #expect(OldNames.replaced(in: old) == new) }
        for call in [
            [], ["table"], ["export", "--db", "x.db"], ["stopped"], ["--version"], ["judge", "--endpoint", "e"],
        ] {
            #expect(OldNames.replaced(in: call) == call)
        }
    }

    @Test("each old name is known", arguments: OldNames.all)
    func known(name: String) {
        #expect(OldNames.replaced(in: [name]).first != name)
        #expect(throws: Never.self) { WinnowCommand.mistyped(OldNames.replaced(in: [name])) }
        #expect(WinnowCommand.mistyped(OldNames.replaced(in: [name])) == nil)
    }

    @Test("a mistyped command, strategy, model or domain is answered with the one that was meant")
    func mistyped() throws {
        let calls = [
            "tabel": "did you mean table?", "budget stpo": "did you mean stop?", "cmopare": "did you mean compare?",
            "nothing-like-it": "see `winnow --help`",
            "sweep --domain chian --db x.db": "did you mean chain?",
            "sweep --domain chain --model strnog --db x.db": "did you mean strong?",
            "sweep --domain chain --strategies majorty --db x.db": "did you mean majority?",
        ]
        for (call, answer) in calls {
            let call = try Call(call.split(separator: " ").map(String.init))
            #expect(call.status != 0 && call.hasOneLineError && call.error.contains(answer), "\(call.error)")
        }
    }
}
