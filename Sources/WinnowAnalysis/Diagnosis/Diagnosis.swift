public import WinnowCore
import WinnowDomains
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// A diagnosis says why runs' curves level off: how much better voting, verifying and sampling more could do.
public struct Diagnosis: Study {
    /// There is one for each run.
    let runs: [SubjectFigures]

    /// So many bootstrap refits are made of the models of success and coverage.
    static let refits = 1_000

    /// The options ask for fewer random subsets and orders than tables do: with a problem's figure, its noise enters
    /// the spread over problems, which is far larger.
    static let options = SelectionOptions(monteCarloDraws: 500, permutations: 50)

    /// Diagnoses runs one after the other.
    ///
    /// - Throws: ``ExperimentError`` for a run that is not sampled to its end or has fewer than two candidates a problem.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, observe: @escaping WorkProgress.Observer
    ) async throws {
        var reports: [SubjectFigures] = []
        for (index, run) in runs.enumerated() {
            let pools = try RunPools(run, in: store, guesses: false)
                .scored(for: Strategies.usual(), in: store, requiring: false)
            let progress = PartProgress(
                task: "diagnosing", detail: pools.title, first: 3 * index, total: 3 * runs.count, observe: observe)
            reports.append(
                SubjectFigures(subject: pools.subject, groups: try await Self.groups(of: pools, progress).titled(pools))
            )
        }
        self.runs = reports
    }

    /// People first see the limits of selection, and how far each strategy is from them.
    public var report: Report {
        Report(runs, answer: runs.flatMap(Self.answer), main: ["limits", "gap"])
    }

    /// Says what more samples, a vote and a verifier could still give.
    private static func answer(_ run: SubjectFigures) -> [Note] {
        func group(_ name: String) -> FigureGroup? { run.groups.first { $0.name == name } }
        guard let limits = group("limits"), let gap = group("gap"), let size = limits.figures.first?.row,
            let covered = limits.text(row: size, column: "covered"),
            let mode = limits.text(row: size, column: "mode_right"),
            let vote = gap.text(row: Majority().name, column: "right"),
            let missing = gap.text(row: Majority().name, column: "gap")
        else { return [] }
        return [
            Note(
                "\(run.title): a right answer was drawn in \(covered) of the problems with \(size) "
                    + "candidates, which is all that a sound verifier can reach; voting is right in \(vote), at most "
                    + "\(mode) whatever the number of votes, and misses \(missing.replacing(" %", with: " points")) that a verifier would get."
            )
        ]
    }

    private static func groups(of run: RunPools, _ progress: PartProgress) async throws -> [FigureGroup] {
        guard run.poolSize > 1 else {
            throw ExperimentError(
                "run \(run.run.id) has problems with a single candidate, which say nothing of selection",
                hint: "sample more with `winnow sweep --samples`")
        }
        try run.require(run.poolSize, candidatesFor: "the pool's size")
        let pools = run.entries.map(\.pool)
        let size = run.poolSize
        let resamplings = ResamplingsBySize()
        let resampling = resamplings[pools.count]
        let few = Resampling(problems: pools.count, resamples: refits)

        await progress.begin(0)
        let pickers = run.usable(Strategies.usual().filter { $0.needs.isDisjoint(with: [.grade, .trainingAnswers]) })
        let columns = try await run.columns(
            EstimationRequest(strategies: [Oracle()] + pickers, budgets: [size], options: options),
            observe: progress.share(of: 0))
        let limits = try PlateauLimits(pools)
        let gap = VerificationGap.figures(
            Array(columns.dropFirst()), coverage: columns[0], verifier: run.verifier, resampling: resampling)

        await progress.begin(1)
        let halved = try await HalvedRun(
            pools, size: size, strategies: pickers + [Oracle()], options: options, observe: progress.share(of: 1))
        let unverified = pickers.indices.filter { !run.usesVerifier(pickers[$0]) }

        await progress.begin(2)
        let model = try await SuccessModel(
            SuccessRates(pools), resampling: few, observe: progress.share(of: 2))
        let coverage = try CoverageCurve(pools, size: size, model: model, resampling: few)
        return [
            limits.shares(size: size, resampling: resampling), limits.votes(size: size, resamplings: resamplings), gap,
            model.histogram(resampling: resampling), model.parameters, coverage.parameters,
            coverage.curve(resampling: resampling),
            try ReliabilityCurve.figures(pools, size: size, resampling: resampling),
            halved.difficulty(resampling: resampling),
            halved.computeOptimal(among: unverified, keys: pools.map(\.key), resampling: resampling),
        ]
    }
}

extension RunPools {
    /// Tells whether a strategy asks the verifier, or a trace check that is as good as the answer key.
    fileprivate func usesVerifier(_ strategy: any Strategy) -> Bool {
        strategy.needs.contains(.verdict)
            || solvesTheProblem && strategy.needs.contains(.traceCheck)
    }

    /// A report on the run says this first of each figure.
    var subject: [SubjectFigures.Label] {
        [
            .init(Column("run", kind: .integer), .integer(Int(run.id.value))),
            .init(Column("domain"), .text(problemSet.domain)), .init(Column("model"), .text(model.name)),
        ]
    }
}

extension [FigureGroup] {
    /// Makes the groups with the run before their titles.
    func titled(_ pools: RunPools) -> [FigureGroup] {
        map { group in
            var group = group
            group.title = "Run \(pools.title), \(pools.problemSet.name). \(group.title)"
            return group
        }
    }
}
