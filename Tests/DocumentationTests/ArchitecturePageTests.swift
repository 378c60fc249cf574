import Foundation
import Testing

/// The page on architecture and its picture, made from the manifest.
@Suite("The page on architecture")
struct ArchitecturePageTests {
    /// What each module is, in the order of the page.
    private static let meanings: [(name: String, meaning: String)] = [
        ("winnow", "the command line: parses, calls, prints"),
        ("WinnowCollection", "fills databases: plans of runs, sources of candidates, judges"),
        ("WinnowAnalysis", "reads databases: every study, from budget tables to claims"),
        ("WinnowTraining", "trains generators and scorers"),
        ("WinnowExchange", "runs as files for others: exports, packs, merged databases"),
        ("WinnowCatalogue", "bundled models, scorers and frozen lists of problems, with their cards"),
        ("WinnowRuns", "what a stored run is: identity, digest, parameters of its source"),
        ("WinnowCore", "errors that say what to do, progress, digests"),
        ("WinnowStore", "SQLite: schema, migrations, records, views, the ledger of calls"),
        ("WinnowPage", "a report as one HTML file: templates, script and style sheet compiled in"),
        ("WinnowReport", "one table and one plot, in many forms"),
        ("WinnowText", "encoders by what the receiver reads: gnuplot, CSV, LaTeX, Markdown, JSON, shells, terminals"),
        ("WinnowBounds", "every limit on what others wrote, and arithmetic on their numbers"),
        ("WinnowJSON", "one JSON value, parser and writer"),
        ("WinnowYAML", "YAML as the same value"),
        ("WinnowMessages", "what a conversation says, whether a file or a server has it"),
        ("WinnowInterchange", "the files of other programs, and answers out of their text"),
        ("WinnowAnswers", "answers: found in a text, and brought to an exact normal form"),
        ("WinnowCompression", "zlib and zstd behind safe functions"),
        ("WinnowDigest", "SHA-256 behind a value"),
        ("WinnowProcess", "programs that are started, and what they say"),
        ("WinnowEndpoint", "a client of OpenAI-compatible servers: retries, budgets"),
        ("WinnowScoring", "learned scorers: values on top of the tiny transformer"),
        ("WinnowSelection", "strategies and their exact estimators over a pool"),
        ("WinnowStatistics", "intervals and paired tests on plain arrays"),
        ("WinnowDomains", "problems, solvers, verifiers, graders, trace validators"),
        ("WinnowAudit", "the rules of other projects that say what is right, and texts on which they err"),
        ("WinnowModel", "the tiny transformer: training, sampling, files"),
        ("WinnowKernels", "float kernels"),
        ("WinnowRandom", "random numbers by counter, and a stable hash"),
        ("CProcessor", "vector instructions that Swift cannot say"),
    ]

    /// The program's own targets and what they lead to.
    private static func manifest() throws -> (own: Graph, foreign: Set<String>) {
        let manifest = try Manifest(
            String(contentsOf: Page.package.appending(path: "Package.swift"), encoding: .utf8))
        let helpers: Set = ["CFuzzEntry", "Fuzz", "TestGuards", "TestSupport"]
        let targets = manifest.targets.filter { $0.kind != .testTarget && !helpers.contains($0.name) }
        var arrows: [String: Set<String>] = [:]
        for target in targets { arrows[target.name] = Set(target.dependencies) }
        let foreign = Set(manifest.products.values)
            .union(targets.filter { $0.kind == .systemLibrary }.map(\.name))
        for name in foreign { arrows[name, default: []] = [] }
        return (Graph(arrows: arrows), foreign)
    }

    @Test("is what the manifest says")
    func page() throws {
        let (graph, foreign) = try Self.manifest()
        #expect(Set(graph.names).subtracting(foreign) == Set(Self.meanings.map(\.name)))
        let rows = try Self.meanings.map { name, meaning in
            let targets = try #require(graph.arrows[name]).sorted().map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(name)` | \(meaning) | \(targets.isEmpty ? "nothing" : targets) |"
        }
        try Page.expect("Architecture.md", is: Self.text(rows))
    }

    @Test("the picture is what the manifest says")
    func picture() throws {
        let (graph, foreign) = try Self.manifest()
        func short(_ name: String) -> String { name.hasPrefix("Winnow") ? String(name.dropFirst(6)) : name }
        let arrows = graph.reduced.arrows.map { (short($0.key), Set($0.value.map(short))) }
        let drawing = LayeredDrawing(Graph(arrows: Dictionary(uniqueKeysWithValues: arrows)), dashed: foreign)
        try Page.expect("Resources/architecture.svg", is: drawing.svg(title: "Which module of Winnow may import which"))
    }

    @Test("what collects and what analyses know nothing of each other")
    func halves() throws {
        let graph = try Self.manifest().own
        #expect(!graph.reachable(from: "WinnowCollection").contains("WinnowAnalysis"))
        #expect(!graph.reachable(from: "WinnowAnalysis").contains("WinnowCollection"))
        #expect(graph.reachable(from: "winnow").isSuperset(of: ["WinnowAnalysis", "WinnowCollection"]))
    }

    private static func text(_ rows: [String]) -> String {
        """
        # Architecture

        A module is a permission to import. Arrows point downward, and the build refuses an import without an arrow.

        ## Overview

        ![Boxes are modules, arrows lead to what a module may import.](architecture.svg)

        `Winnow` is left out of the names, and so are arrows that others imply; dashed boxes are packages and system
        libraries. Two halves meet in the database only: `WinnowCollection` fills it, `WinnowAnalysis` reads it, and neither
        imports the other.

        The way of the data is one line: a problem goes to a source (a model, a server, a file, a search), which gives
        completions; each is read into a trace and an answer, judged (grade, check of the trace, verdict, scores) and
        stored. An analysis reads the pools of a run, asks every strategy at every budget, and returns a report, which the
        terminal, Markdown, LaTeX, CSV, JSON and pictures only render. Each stage can be resumed from the store.

        Pointers are kept to `WinnowKernels`, `CProcessor`, the modules around system libraries (`WinnowCompression`,
        `WinnowDigest`, `WinnowYAML`) and to the few calls of the system that need one. Only `WinnowProcess` starts programs.

        ## Modules

        | module | what it is | may import |
        | :-- | :-- | :-- |
        \(rows.joined(separator: "\n"))

        ## Adding to it

        - <doc:AddADomain>
        - <doc:AddAStrategy>
        - <doc:AddASource>
        - <doc:AddAFormat>

        """
    }
}
