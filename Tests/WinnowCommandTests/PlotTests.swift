import Foundation
import Testing

@Suite("winnow plot")
struct PlotTests {
    private let folder: TemporaryFolder
    private let database: String

    /// Two small pools, runs 1 and 3, of a model without skill.
    init() throws {
        folder = try TemporaryFolder()
        database = folder.path("x.db")
        let model = try TinyGenerator.chain.get()
        let call = try Call([
            "sample", "--domain", "chain", "--model", model, "--temperature", "0.8,1", "--problems", "2", "--samples",
            "4",
            "--quiet", "--db", database,
        ])
        try #require(call.status == 0, "\(call.error)")
    }

    private func plot(_ arguments: [String], path: String? = nil) throws -> Call {
        try Call(
            ["plot"] + arguments + ["--db", database, "--output", folder.path("plots"), "--quiet"],
            environment: path.map { ["PATH": $0] } ?? [:])
    }

    /// A gnuplot that draws nothing, for tests of what goes to it.
    private func fakeGnuplot() throws -> String {
        let program = try folder.write("#!/bin/sh\nexit 0\n", to: "gnuplot")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        return folder.url.path
    }

    @Test("without gnuplot there is one line of advice, and no file")
    func missing() throws {
        let call = try plot(["accuracy"], path: "/nowhere")
        #expect(call.status == 1 && call.hasOneLineError)
        #expect(call.error.contains("apt-get install gnuplot-nox"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("plots")))
    }

    @Test("script and data stay beside the pictures, whose paths are printed")
    func files() throws {
        let call = try plot(
            ["accuracy", "--run", "1", "--axis", "tokens", "--strategies", "single,majority", "--format", "png"],
            path: fakeGnuplot())
        #expect(call.status == 0, "\(call.error)")
        #expect(call.output == folder.path("plots/accuracy-tokens.png") + "\n")
        let script = try String(contentsOfFile: folder.path("plots/accuracy-tokens.gp"), encoding: .utf8)
        #expect(script.contains("in 'png'") && script.contains("title 'majority'"))
        let data = try String(contentsOfFile: folder.path("plots/accuracy-tokens.dat"), encoding: .utf8)
        #expect(data.hasPrefix("# 1: chain "))
    }

    @Test("every run has a panel, unless some are named")
    func runs() throws {
        let path = try fakeGnuplot()
        for (arguments, panels) in [([], 2), (["--run", "3"], 1)] {
            #expect(try plot(["histogram"] + arguments, path: path).status == 0)
            let data = try String(contentsOfFile: folder.path("plots/histogram.dat"), encoding: .utf8)
            #expect(data.ranges(of: ": problems\n").count == panels)
        }
    }

    @Test(
        "what cannot be drawn is refused in one line",
        arguments: [
            (["accuracy", "--run", "9"], "no run 9"), (["accuracy", "--strategies", "psychic"], "no strategy"),
            (["accuracy", "--budgets", "99"], "budget 99 exceeds the pool"),
        ])
    func refused(arguments: [String], message: String) throws {
        let call = try plot(arguments, path: fakeGnuplot())
        #expect(call.status == 1 && call.hasOneLineError && call.error.contains(message), "\(call.error)")
    }

    @Test(
        "options that are none, or of another kind, are usage errors",
        arguments: [
            ["pie"], ["accuracy", "--axis", "luck"], ["accuracy", "--format", "gif"],
            ["histogram", "--axis", "tokens"],
            ["histogram", "--strategies", "single"], ["stopping", "--by-difficulty"], ["accuracy", "--axis", "price"],
        ])
    func usage(arguments: [String]) throws {
        let call = try plot(arguments, path: fakeGnuplot())
        #expect(call.status == 64 && call.output.isEmpty)
    }

    /// Names that would run a command if gnuplot read them as anything but text.
    static let hostile = [
        "'\u{301}`touch ran`", "`touch ran`", "' ; system 'touch ran' ; '", "''; !touch ran", "\n!touch ran\n",
        "\"; system(\"touch ran\"); \"", "} system('touch ran') {", "a\\' ; system('touch ran') #", "$(touch ran)",
    ]

    @Test("no name of a model runs anything", arguments: hostile)
    func hostileNames(name: String) throws {
        let model = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
        let lines = ["p", "q"].map {
            #"{"problem_id": "\#($0)", "answer": "1", "reference": "1", "model": \#(model)}"# + "\n"
        }
        let file = try folder.write(lines.joined(), to: "in.jsonl")
        let other = folder.path("hostile.db")
        #expect(try Call(["import", file.path, "--db", other, "--quiet"]).status == 0)
        for kind in ["accuracy", "histogram"] {
            let call = try Call(["plot", kind, "--db", other, "--output", folder.path("plots"), "--quiet"])
            #expect(call.status == 0, "\(call.error)")
        }
        let made = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
        #expect(!made.contains { $0.hasSuffix("ran") } && !FileManager.default.fileExists(atPath: "ran"))
        #expect(made.contains { $0.hasSuffix("accuracy-budget.svg") })
    }
}
