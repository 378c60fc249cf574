import Foundation
import TestGuards
import TestSupport
import Testing
import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Plots of runs")
struct PlotTests {
    /// Six problems of mixed success: shares of right candidates near 0.1, 0.4 and 0.9.
    private static func run(_ samples: Int = 16) throws -> HandmadeRun {
        let run = try HandmadeRun(in: .inMemory())
        try run.appendMixedPools(samples)
        return run
    }

    private static func summaries(_ run: HandmadeRun, _ request: StrategyRequest) async throws -> [RunSummary] {
        try await BudgetStudy(of: [run.stored], in: run.store, request, saving: false) { _ in }.summaries
    }

    @Test("a line of accuracy has the figures and intervals of the table at every budget")
    func accuracy() async throws {
        let summaries = try await Self.summaries(Self.run(), StrategyRequest(strategies: ["majority", "verifier"]))
        let plot = try BudgetStudy(summaries).plot
        let panel = try #require(plot.panels.first)
        #expect(plot.panels.count == 1 && panel.title.contains("n\u{A0}=\u{A0}6"))
        #expect(panel.series.map(\.name) == ["majority", "verifier"])
        for series in panel.series {
            let rows = summaries[0].rows.filter { $0.strategy.name == series.name }
            #expect(series.points.map(\.x) == [1, 2, 4, 8, 16])
            #expect(series.points.map(\.y) == rows.map(\.right))
            #expect(series.points.map(\.low) == rows.map(\.interval.low))
        }
    }

    @Test("along a cost, points are at what is spent, and what spends nothing is named instead of drawn")
    func cost() async throws {
        let request = StrategyRequest(strategies: ["single", "majority", "verifier", "guess"])
        let summaries = try await Self.summaries(Self.run(), request)
        let samples = try BudgetStudy(summaries, against: .samples).plot
        #expect(samples.panels[0].series.map(\.name) == ["single", "majority", "verifier"])
        #expect(samples.panels[0].series[0].points.map(\.x) == [1])
        let verifier = samples.panels[0].series[2].points
        #expect(verifier.last.map { $0.x > 1 && $0.x < 16 } == true)
        #expect(samples.footnotes.contains("Not drawn, as they spend no samples: guess."))
        let calls = try BudgetStudy(summaries, against: .calls).plot
        #expect(calls.panels[0].series.map(\.name) == ["verifier"])
        #expect(calls.footnotes.contains("Not drawn, as they spend no verifier calls: guess, majority, single."))
    }

    @Test("a line that another covers is named instead of drawn, and a look belongs to a strategy")
    func covered() async throws {
        let request = StrategyRequest(strategies: ["verifier", "oracle", "verifier-majority"])
        let summaries = try await Self.summaries(Self.run(), request)
        let budget = try BudgetStudy(summaries).plot
        #expect(budget.panels[0].series.map(\.name) == ["verifier"])
        #expect(
            budget.footnotes.contains(
                "Not drawn where equal to another line: oracle = verifier, verifier-majority = verifier."))
        // The oracle has to draw all samples.
        let tokens = try BudgetStudy(summaries, against: .tokens).plot
        #expect(tokens.panels[0].series.map(\.name) == ["verifier", "oracle"])
        #expect(tokens.panels[0].series[0].ink == budget.panels[0].series[0].ink)
    }

    @Test("each difficulty has a panel when asked for")
    func difficulties() async throws {
        let summaries = try await Self.summaries(
            Self.run(), StrategyRequest(strategies: ["majority"], byDifficulty: true))
        let titles = try BudgetStudy(summaries).plot.panels.map(\.title)
        #expect(titles.count == 4)
        #expect(titles.last?.contains("hard, n\u{A0}=\u{A0}2") == true)
    }

    @Test("runs stand together on one pair of axes, a colour for each strategy and dashes for each run")
    func together() async throws {
        let store = try Store.inMemory()
        let runs = try [0.8, 1].map { try HandmadeRun(in: store, temperature: $0) }
        for run in runs { try run.appendMixedPools(8) }
        let both = try runs.map { try $0.stored }
        func panels(_ names: [String], byDifficulty: Bool = false) async throws -> [Panel] {
            let request = PlotRequest(
                .accuracy, strategies: names, byDifficulty: byDifficulty, isTogether: true)
            return try #require(await request.study(of: both, in: store) { _ in }.report.plots.first).panels
        }
        let panel = try #require(await panels(["majority", "oracle"]).first)
        #expect(panel.series.map(\.name) == ["majority, run 1", "oracle, run 1", "majority, run 2", "oracle, run 2"])
        let inks = panel.series.map(\.ink)
        #expect(inks[2] - inks[0] == Palette.colourCount && inks[3] - inks[1] == Palette.colourCount)
        let alone = try #require(await panels(["majority"]).first)
        #expect(alone.series.map(\.ink) == [0, 1])
        #expect(
            try await panels(["majority"], byDifficulty: true).map(\.titles.first) == [
                "all problems", "easy", "medium", "hard",
            ])
        let many = PlotRequest(.accuracy, strategies: ["majority", "oracle"], isTogether: true)
        let six = [both[0], both[1], both[0], both[1], both[0], both[1]]
        let error = await #expect(throws: ExperimentError.self) { try await many.study(of: six, in: store) { _ in } }
        #expect(error?.hint.contains("leave --together out") == true)
    }

    @Test("a rule that stops early is a point at what it saves and what it costs")
    func stopping() async throws {
        let result = try await EarlyStopping(Self.run().pools, StoppingRequest(rules: ["esc"], cap: 16))
        let series = StoppingStudy([result]).plot.panels[0].series
        #expect(series.map(\.name) == ["esc", "majority at the cap"])
        let point = try #require(series[0].points.first)
        #expect(point.x == 1 - result.rows[0].samples / 16)
        #expect(point.y == result.rows[0].gain.difference)
        #expect(try #require(point.left) <= point.x && point.x <= #require(point.right))
        #expect(try nonEmpty(series[1].points).allSatisfy { $0.y == 0 })
    }

    @Test("risk is drawn at each coverage a strategy reaches, and the verifier is a point at its own")
    func risk() async throws {
        let study = try await SelectivePrediction(of: Self.run().pools, strategies: ["majority"], budget: 16)
        let series = SelectivePredictionStudy([study]).plot.panels[0].series
        #expect(series.map(\.name) == ["majority", "verifier"])
        #expect(series[0].points.map(\.y) == study.rows[0].curve.compactMap { $0?.value })
        #expect(
            series[0].points.map(\.x) == SelectivePrediction.coverages.filter { $0 <= study.rows[0].answered + 1e-9 })
        #expect(series[1].points.map(\.x) == [study.verifier?.coverage.value])
    }

    @Test("the dial's surface is the difference of means, and its crossing lies within the interval's")
    func dial() async throws {
        let surface = try await VerifierSurface(
            Self.run().pools, noise: .answer, budget: 8,
            grid: .init(truePositives: [0.5, 1], falsePositives: [0, 0.5], isCompared: true))
        let map = try #require(VerifierSurfaceStudy([surface]).plot?.panels[0].heatMap)
        let majority = mean(of: surface.majority.map(\.right))
        #expect(map.values.count == 2 && map.ys == [0.5, 1])
        for (row, outcomes) in try pairs(map.values, surface.outcomes) {
            for (value, outcomes) in try pairs(row, outcomes) {
                #expect(abs(value - (mean(of: outcomes.map(\.right)) - majority)) < 1e-12)
            }
        }
        for (low, high) in try pairs(map.contours[1].values.joined(), map.contours[2].values.joined()) {
            #expect(low <= high)
        }
    }

    @Test("a line of what is required ends where no rate is enough, and so does its band")
    func require() async throws {
        let request = RequirementRequest.picture(budgets: [4, 16], noise: .answer, runs: 2)
        let requirement = try await Requirement(of: Self.run().pools, request) { _ in }
        let panels = RequirementStudy([requirement]).plot.panels
        #expect(panels.count == 1 && panels[0].series.map(\.name) == ["k = 4", "k = 16"])
        for series in panels[0].series {
            let rows = requirement.rows.filter { "k = \($0.budget)" == series.name && $0.truePositiveRate.isFinite }
            #expect(series.points.map(\.y) == rows.map(\.truePositiveRate))
            #expect(try nonEmpty(series.points).allSatisfy { ($0.high ?? 2) <= 1 })
        }
        #expect(RequirementRequest.picture(budgets: [], noise: .answer, runs: 1).terms.count == 4)
    }

    @Test("all prices of a call are in one panel, and a line that is near another one is named instead of drawn")
    func requirePrices() async throws {
        let request = RequirementRequest.picture(budgets: [4, 16], noise: .answer, runs: 1)
        let plot = RequirementStudy([try await Requirement(of: Self.run().pools, request) { _ in }]).plot
        #expect(plot.panels.count == 1)
        let names = plot.panels[0].series.map(\.name)
        #expect(Set(names).count == names.count && names.contains("k = 4") && names.contains("k = 16"))
        let near = plot.footnotes.count == 2 ? plot.footnotes[1].ranges(of: " tokens (").count : 0
        #expect(names.count + near == 8)
        for series in plot.panels[0].series where series.name.contains("call") {
            #expect(series.points.allSatisfy { $0.low == nil })
        }
        let looks = plot.panels[0].series.map(\.ink)
        #expect(Set(looks).count == looks.count)
    }

    @Test(
        "every kind of runs names what can be asked of it, and its files",
        arguments: PlotKind.allCases.filter { $0 != .loops })
    func kinds(kind: PlotKind) async throws {
        let run = try Self.run()
        let request = PlotRequest(kind, budgets: kind.choices.contains(.budgets) ? [16] : [])
        let report = try await request.study(of: [run.stored], in: run.store) { _ in }.report
        let plot = try #require(report.plots.first)
        #expect(!plot.panels.isEmpty && !plot.footnotes.isEmpty)
        #expect(plot.panels[0].series.contains { !$0.points.isEmpty } || plot.panels[0].heatMap != nil)
        #expect(request.fileName.hasPrefix(kind.rawValue))
    }

    @Test("a histogram counts every problem once, with none and all apart")
    func histogram() throws {
        let panel = SuccessHistogram.panel("", shares: [0, 0, 0.001, 0.0999, 0.1, 0.55, 0.999, 1])
        let points = panel.series[0].points
        #expect(points.count == 12)
        #expect(points.map { $0.y * 8 } == [2, 2, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1])
        #expect(try nonEmpty(points).allSatisfy { ($0.low ?? 1) <= $0.y && $0.y <= ($0.high ?? 0) })
    }

    @Test("a histogram of a run has its problems' shares of right candidates")
    func histogramOfRun() throws {
        let run = try HandmadeRun(in: .inMemory(), problems: 3)
        try run.append([.right, .right], to: 0)
        try run.append([.wrong, .truncated], to: 1)
        try run.append([.right, .wrong], to: 2)
        let plot = try #require(SuccessHistogram([.init(try run.pools)]).report.plots.first)
        let points = plot.panels[0].series[0].points
        #expect(points.filter { $0.y > 0 }.map(\.x) == [-0.1, 0.55, 1.1])
        #expect(plot.footnotes[0].contains("× 2 candidates"))
    }
}

@Suite("gnuplot")
struct GnuplotTests {
    static let isInstalled = (try? Gnuplot()) != nil

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("a machine without gnuplot is told how to get it")
    func missing() throws {
        let error = #expect(throws: ExperimentError.self) { try Gnuplot(searchPath: "/nowhere:\(folder.url.path)") }
        #expect(error?.description.contains("apt-get install gnuplot-nox") == true)
    }

    @Test("gnuplot's complaint is the error's text")
    func failing() async throws {
        let program = folder.path("gnuplot")
        try Data("#!/bin/sh\necho \"$1, line 3:\n  no such thing\" >&2\nexit 1\n".utf8).write(
            to: URL(filePath: program))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        let gnuplot = try Gnuplot(searchPath: folder.url.path)
        let error = await #expect(throws: ExperimentError.self) {
            try await gnuplot.run(folder.url.appending(path: "x.gp"))
        }
        #expect(error?.problem == "gnuplot cannot draw x.gp: x.gp, line 3: no such thing")
    }

    /// Every style, in names and texts that gnuplot might take for something else.
    static let plot: Plot = {
        let points: [Series.Point] = [
            .init(x: 1, y: 0.2, low: 0.1, high: 0.3), .init(x: 8, y: 0.6, low: 0.5, high: 0.7),
        ]
        let styles: [Series.Style] = [.line, .curve, .reference, .points, .steps, .bars(width: 1)]
        let values = [[0, 1, 2], [1, 2, 3], [2, 3, 4]].map { $0.map { $0 - 1.5 } }
        let map = HeatMap(
            xs: [0, 0.5, 1], ys: [0, 0.5, 1], values: values, label: "gain", centre: 0,
            contours: [.init("equal", level: 0, values: values)])
        return Plot(
            title: "it's <100 %> & {\"so\"} `on` \\n",
            panels: [
                Panel(
                    title: "a_b^c @d", x: PlotAxis("x", scale: .binary), y: PlotAxis("y", unit: .percent),
                    series: styles.enumerated().map { Series("style_\($0)", points: points, style: $1, ink: $0) }),
                Panel(title: "map", x: PlotAxis("x"), y: PlotAxis("y"), heatMap: map),
                Panel(x: PlotAxis("x"), y: PlotAxis("y")),
            ],
            footnotes: ["50 % † of × these"])
    }()

    @Test(
        "gnuplot draws every style, and texts arrive as they are",
        .enabled(if: isInstalled, "gnuplot is not installed: apt-get install gnuplot-nox"))
    func drawing() async throws {
        let files = PictureFiles(name: "all", in: folder.url.appending(path: "new"), formats: [.svg, .png, .pdf])
        let paths = try await files.write(Self.plot, by: Gnuplot()).split(separator: "\n").map(String.init)
        #expect(paths.map { URL(filePath: $0).lastPathComponent } == ["all.svg", "all.png", "all.pdf"])
        let svg = try String(contentsOfFile: paths[0], encoding: .utf8)
        #expect(svg.hasSuffix("</svg>\n\n"))
        for text in [
            "it's &lt;100 %> &amp; {\"so\"} `on` \\n", "a_b^c @d", "style_5", "40%", "50 % † of × these",
        ] {
            #expect(svg.contains("<text>\(text)</text>"), "\(text)")
        }
        let png = try Data(contentsOf: URL(filePath: paths[1]))
        #expect(png.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]) && png.count > 10_000)
        let pdf = try Data(contentsOf: URL(filePath: paths[2]))
        #expect(pdf.prefix(5) == Data("%PDF-".utf8) && pdf.count > 5_000)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("new"))
        #expect(Set(names) == ["all.gp", "all.dat", "all.svg", "all.png", "all.pdf"])
    }
}
