import Foundation
public import WinnowCore
public import WinnowReport
public import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study says how good a verifier must be before it is worth building.
public struct RequirementStudy: Study {
    /// There is one for each run.
    public let runs: [Requirement]

    init(_ runs: [Requirement]) {
        self.runs = runs
    }

    /// Examines runs one after the other.
    ///
    /// - Parameter scorer: a scorer to place among the verifiers, with the run on which its threshold is chosen.
    /// - Throws: ``ExperimentError`` for a budget beyond a pool, an opponent without data, impossible rates, or a scorer
    ///   whose runs do not fit together.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, _ request: RequirementRequest,
        scorer: (name: String, tuneRun: Int64)? = nil, observe: WorkProgress.Observer
    ) async throws {
        let guesses = Strategies.any(of: [request.opponent], needs: .trainingAnswers)
        self.runs = try await RunPools.ofEach(
            runs, in: store, guesses: guesses, task: "looking at verifiers", observe: observe
        ) { pools in
            try await Requirement(
                of: pools, request, scorer: ScorerAsVerifier(scorer, of: pools, in: store), observe: observe)
        }
    }

    /// People read what is required, what may be paid and where a scorer stands, and see the picture; programs read one
    /// row for each cell of them.
    public var report: Report {
        let tables = runs.flatMap { run in
            [run.rateTable] + (run.breakEvens.isEmpty ? [] : [run.priceTable])
                + (run.scorer.map { [run.scorerTable($0)] } ?? [])
        }
        return Report(
            answer: runs.count == 1 ? runs[0].answer : [], tables.map { .table($0) } + [.plot(plot)],
            data: Table(columns: Requirement.longColumns, rows: runs.flatMap(\.longRows)))
    }
}

extension Requirement {
    /// Says how good a verifier must be to beat the strategy at its largest budget, at the same number of samples.
    fileprivate var answer: [Note] {
        guard let last = opponents.last else { return [] }
        let own = rows.filter { $0.budget == last.budget && $0.terms == .sameBudget }
        let rates = own.sorted { $0.falsePositiveRate < $1.falsePositiveRate }
        guard let first = rows(own, exact: 0) ?? rates.first else { return [] }
        func text(_ row: RequirementRow) -> String {
            let wrong = String(format: "%g %%", 100 * row.falsePositiveRate)
            guard row.truePositiveRate.isFinite else {
                return
                    "one that accepts \(wrong) of the wrong answers never does, whatever it accepts of the right ones"
            }
            return "one that accepts \(wrong) of the wrong answers has to accept "
                + FigureText.percent(row.truePositiveRate, row.interval) + " of the right ones"
        }
        let strict = rates.last { $0.falsePositiveRate > first.falsePositiveRate && $0.falsePositiveRate <= 0.1 }
        return [
            Note(
                "To beat the \(request.opponent) of \(FigureText.count(last.budget, "sample")), right in "
                    + "\(FigureText.percent(last.right, last.interval)) of \(FigureText.count(pools.entries.count, "problem")), on as many "
                    + "samples: \(text(first))" + (strict.map { "; \(text($0))" } ?? "") + ".")
        ]
    }

    private func rows(_ rows: [RequirementRow], exact rate: Double) -> RequirementRow? {
        rows.first { $0.falsePositiveRate == rate }
    }
}

extension RequirementRequest {
    /// Makes what a picture asks of each run: several prices of a call for one run, free calls for several.
    public static func picture(budgets: [Int], noise: VerdictNoise, runs: Int) -> RequirementRequest {
        RequirementRequest(
            budgets: budgets, falsePositiveRates: [0, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2],
            callPrices: runs == 1 ? RequirementRequest.usualCallPrices : [], noise: noise, verifiers: [])
    }
}

extension RequirementStudy {
    /// The picture shows the least true-positive rate with which verifying is worth it, against the false-positive
    /// rate: a line for each budget of the vote, and a panel for each run and price of a call.
    var plot: Plot {
        let request = runs.first?.request
        let (noise, opponent) = (request?.noise ?? .answer, request?.opponent ?? Majority().name)
        return Plot(
            title: "How good a verifier must be to beat the \(opponent) of k samples",
            panels: runs.flatMap { requirement in
                requirement.request.terms.map { Self.panel(requirement, $0) }
            },
            footnotes: [
                "Verifying, with the first accepted or no answer, is right more often than the \(opponent) above a line, and less "
                    + "often below; a line ends where no TPR is enough. At the same k, calls and samples not drawn count "
                    + "nothing; at equal price, verifying gets the budget that spends as much. n problems; bands: 95 % "
                    + "bootstrap intervals over problems. Verdicts err per \(noise.rawValue)."
                    + (runs.contains { $0.scorer != nil }
                        ? " The point with a scorer's name: accepting from a score on that was chosen on the tune split."
                        : "")
            ])
    }

    private static func panel(_ requirement: Requirement, _ terms: RequirementTerms) -> Panel {
        let series = requirement.opponents.enumerated().map { ink, opponent in
            let rows = requirement.rows.filter { $0.budget == opponent.budget && $0.terms == terms }
            return Series("k = \(opponent.budget)", points: rows.compactMap(point), ink: ink)
        }
        let pools = requirement.pools
        let scorer = requirement.scorer.map { scorer in
            Series(
                "\(scorer.source)",
                points: [
                    Series.Point(
                        x: scorer.falsePositive.value, y: scorer.truePositive.value,
                        low: scorer.truePositive.interval.low, high: scorer.truePositive.interval.high)
                ], ink: requirement.opponents.count)
        }
        return Panel(
            title: "\(pools.title), n\u{A0}=\u{A0}\(pools.entries.count), \(text(terms))",
            x: PlotAxis("P(accept | wrong), FPR", unit: .percent),
            y: PlotAxis("least P(accept | right), TPR", unit: .percent, range: 0...1),
            series: series + (scorer.map { [$0] } ?? []))
    }

    /// Gives a point where a rate is enough at all; an interval that goes beyond what is possible ends there.
    private static func point(_ row: RequirementRow) -> Series.Point? {
        guard row.truePositiveRate.isFinite else { return nil }
        return Series.Point(
            x: row.falsePositiveRate, y: row.truePositiveRate, low: min(1, row.interval.low),
            high: min(1, row.interval.high))
    }

    private static func text(_ terms: RequirementTerms) -> String {
        switch terms {
        case .sameBudget: "same\u{A0}k"
        case .samePrice(let price): String(format: "call\u{A0}=\u{A0}%g\u{A0}tokens", price)
        }
    }
}
