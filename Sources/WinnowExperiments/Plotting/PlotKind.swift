public import WinnowReport
public import WinnowStore

/// The pictures of runs, by the names that users type: for each there is one file that makes a ``Plot`` of figures.
public enum PlotKind: String, CaseIterable, Sendable {
    case accuracy
    case histogram

    /// What the picture shows, in one sentence.
    public var summary: String {
        switch self {
        case .accuracy: "right answers of each strategy against what it spends"
        case .histogram: "how many problems have which share of right candidates"
        }
    }
}

/// What a user asks to see.
public struct PlotRequest: Sendable {
    public var kind: PlotKind
    public var analysis: AnalysisRequest
    /// Along what ``PlotKind/accuracy`` is drawn.
    public var cost: CostAxis

    public init(_ kind: PlotKind, _ analysis: AnalysisRequest, cost: CostAxis = .budget) {
        self.kind = kind
        self.analysis = analysis
        self.cost = cost
    }

    /// The name of the files, without an ending.
    public var fileName: String { kind == .accuracy ? "\(kind.rawValue)-\(cost.rawValue)" : kind.rawValue }

    /// Computes what is to be drawn: one panel for each run.
    public func plot(
        of runs: [Stored<RunRecord>], in store: Store, observe: Progress.Observer
    ) async throws -> Plot {
        switch kind {
        case .accuracy:
            let summaries = try await Analysis.summaries(
                of: runs, in: store, analysis, saving: false, observe: observe)
            return AccuracyPlot.plot(summaries, against: cost)
        case .histogram:
            return HistogramPlot.plot(try await pools(of: runs, in: store, observe: observe))
        }
    }

    private func pools(
        of runs: [Stored<RunRecord>], in store: Store, observe: Progress.Observer
    ) async throws -> [RunPools] {
        var pools: [RunPools] = []
        for (index, run) in runs.enumerated() {
            try Task.checkCancellation()
            await observe(Progress(task: "reading run \(run.id)", done: Double(index), total: Double(runs.count)))
            pools.append(try RunPools(run, in: store, guesses: false))
        }
        return pools
    }
}
