public import WinnowCore
public import WinnowReport
import WinnowRuns
public import WinnowSelection
public import WinnowStore
import WinnowText

/// A request says what a page of runs is to have.
public struct PageRequest: Sendable {
    /// The strategies have these names; `all` for all that a run has data for, and empty for these too, unless the runs are
    /// so large that those of pictures have to do.
    public var strategies: [String]

    /// It is empty for 1, 2, 4 … and the pool's size.
    public var budgets: [Int]

    /// The price axis begins with these prices.
    public var price: Price

    /// The page says that it was made by this call.
    public var command: String

    /// The page says that this version wrote it.
    public var version: String

    /// The page says that the version is of this commit, or `unknown`.
    public var commit: String

    /// The page says that it was computed on this machine.
    public var machine: String

    public init(
        strategies: [String] = [], budgets: [Int] = [], price: Price = Price(token: 1, call: 50), command: String,
        version: String, commit: String = "unknown", machine: String = "unknown"
    ) {
        (self.strategies, self.budgets, self.price) = (strategies, budgets, price)
        (self.command, self.version) = (command, version)
        (self.commit, self.machine) = (commit, machine)
    }
}

/// A page of runs has every study of the command line as a section, and the data of its candidates.
///
/// The studies are those that the commands call, so that no figure of the page can differ from theirs. A study that a run
/// has no data for is a sentence that says why.
public struct RunPage: Sendable {
    /// The page is whole but for its candidates; see ``with(_:)``.
    public let page: Page

    /// Computes all studies of some runs.
    ///
    /// - Throws: ``ExperimentError`` for a run that cannot be read; `CancellationError` when cancelled.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, _ request: PageRequest, observe: @escaping WorkProgress.Observer
    ) async throws {
        let steps = PageSteps(runs: runs, store: store, observe: observe)
        await steps.begin(0, "estimating")
        let budgets = try await steps.budgets(request)
        let paces = try runs.map { run in
            try store.pace(of: run.id).flatMap { $0.candidates > 0 ? $0.seconds / Double($0.candidates) : nil }
        }
        var sections = Self.opening(budgets)
        await steps.begin(1, "comparing")
        sections.insert(
            Page.Section(
                "differences", label: "Differences", "Paired differences",
                lead: "How much more often the row's strategy is right than the column's, at the largest budget.",
                [.report(try steps.matrices(of: budgets.summaries))]), at: 2)
        sections += try await steps.studies(request)
        sections.append(
            Page.Section(
                "costs", label: "Costs", "Costs", lead: "What a strategy spends on a problem at the largest budget.",
                [.report(Report(budgets.summaries.map { .table($0.costTable) }))]))
        await steps.begin(7, "reading where runs come from")
        sections.append(
            Page.Section(
                "provenance", label: "Provenance", "Provenance", lead: "Where the candidates come from.",
                [
                    .report(
                        try PageProvenance.report(
                            of: runs, in: store, request: request))
                ]))
        let titles = budgets.summaries.map(\.pools.title)
        page = Page(
            title: Self.title(of: budgets.summaries), finding: budgets.answer,
            details: runs.count > 1 ? budgets.summaries.flatMap { $0.answer(namingRun: true) } : [],
            subtitle: "\(runs.count == 1 ? "Run" : "Runs") \(titles.joined(separator: "; "))", sections: sections,
            data: [
                Page.Block(
                    "curves",
                    json: PageCurves(
                        summaries: budgets.summaries, secondsPerCandidate: paces, price: request.price
                    ).json()),
                Page.Block("outcomes", json: PageOutcomes(summaries: budgets.summaries).json()),
            ], leftOut: try steps.leftOut(request))
    }

    /// Makes the page with the candidates that a browser of it shows.
    public func with(_ browser: CandidateBrowser) -> Page {
        var page = page
        page.sections.append(
            Page.Section(
                "candidates", label: "Candidates", "Candidates",
                lead: "Every problem with its answers, votes, scores and verdicts, and traces step by step.",
                [
                    .place(
                        .browser,
                        without: Report([.note("The candidates are shown by a script, which is switched off.")]))
                ]
            ))
        page.data.append(Page.Block("browser", json: browser.json))
        page.leftOut += browser.leftOut
        return page
    }

    private static func title(of summaries: [RunSummary]) -> String {
        var domains: [String] = []
        for summary in summaries where !domains.contains(summary.pools.problemSet.domain) {
            domains.append(summary.pools.problemSet.domain)
        }
        return "How an answer should be picked: \(domains.joined(separator: ", "))"
    }

    /// The first sections: curves, table, and where one strategy is right and another is not.
    private static func opening(_ budgets: BudgetStudy) -> [Page.Section] {
        [
            Page.Section(
                "accuracy", label: "Accuracy", "Accuracy against budget",
                lead: "Right answers with 95 % intervals over problems, against what a strategy may spend or spends.",
                [.place(.curves, without: Report([.plot(budgets.plot)]))]),
            Page.Section(
                "strategies", label: "Strategies", "Strategies and budgets", lead: "A click on a heading sorts.",
                [.report(Report(budgets.summaries.flatMap(\.budgetTables).map { .table($0) }))]),
            Page.Section(
                "versus", label: "A right, B not", "Where one strategy is right and another is not",
                lead:
                    "Problems on which a strategy is right with a probability of at least one half and another is not.",
                [
                    .place(
                        .versus,
                        without: Report([
                            .note(
                                "The problems are shown by a script, which is switched off; winnow list problems has them."
                            )
                        ]))
                ]),
        ]
    }
}
