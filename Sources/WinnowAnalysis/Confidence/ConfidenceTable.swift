import Foundation
public import WinnowReport
import WinnowSelection
import WinnowStatistics
import WinnowStore

extension Confidence {
    /// The report shows the choice of the temperature, then the votes with it.
    public var report: Report { Report(table, answer: answer.map { [$0] } ?? []) }

    private var answer: Note? {
        guard let own = rows.first(where: { $0.strategy == strategy && $0.temperature == temperature }),
            let gain = own.gain
        else { return nil }
        return Note(
            "At \(budget) samples \(strategy) with the temperature " + String(format: "%g", temperature)
                + ", chosen on run \(tunePools.run.id), is right in \(FigureText.percent(own.right, own.interval)); against the plain "
                + "majority" + RunSummary.contrast(gain, problems: pools.entries.count) + ".")
    }

    private var table: Table {
        var table = Table(
            title: "Run \(pools.title), \(pools.problemSet.name): votes weighted by confidence at k = \(budget), "
                + "temperature chosen on run \(tunePools.run.id)",
            columns: [
                Column("run", kind: .integer), Column("split"), Column("strategy"),
                Column("temperature", header: "T", kind: .number(.decimal(digits: 3))),
                Column("right", kind: .estimate(.percent(digits: 1))),
                Column("standard_error", header: "Monte Carlo s.e.", kind: .number(.percent(digits: 2))),
                Column("gain", header: "− majority", kind: .estimate(.percent(digits: 1))),
                Column("majority_needs", header: "majority needs", kind: .estimate(.decimal(digits: 1))),
                Column("wqd", header: "WQD", kind: .estimate(.percent(digits: 1))),
                Column("wqd_problems", header: "WQD problems", kind: .integer), Column("problems", kind: .integer),
            ])
        for row in tuning { table.append(cells(row, tunePools, isChosen: row.temperature == temperature)) }
        for row in rows { table.append(cells(row, pools)) }
        table.footnotes = footnotes
        return table
    }

    private func cells(_ row: ConfidenceRow, _ pools: RunPools, isChosen: Bool = false) -> [Cell] {
        let gain = row.gain.map { Cell.estimate($0.difference, low: $0.interval.low, high: $0.interval.high) }
        let needs = row.majorityNeeds.flatMap { needs in
            needs.samples.map { Cell.estimate($0, low: needs.low, high: needs.high) }
        }
        let isTuned = row.strategy == strategy && row.gain != nil
        return [
            .integer(Int(pools.run.id.value)), .text(pools.split), .text(row.strategy),
            row.temperature.map { .number($0) } ?? .missing,
            Cell(.estimate(row.right, low: row.interval.low, high: row.interval.high), mark: isChosen ? .best : nil),
            row.standardError.map { .number($0) } ?? .missing, gain ?? .missing, needs ?? .missing,
            isTuned
                ? .estimate(
                    discrimination.mean, low: discrimination.interval.low, high: discrimination.interval.high)
                : .missing,
            isTuned ? .integer(discrimination.problems) : .missing, .integer(pools.entries.count),
        ]
    }

    /// It says whether the list of temperatures stops at the chosen one.
    private var isAtEnd: Bool {
        tuning.count > 1 && (temperature == tuning.first?.temperature || temperature == tuning.last?.temperature)
    }

    private var footnotes: [String] {
        [
            (strategy == ConfidenceVote().name
                ? "cisc: votes weighted by exp(log-probability per token / T); majority-logprob is T = 1. "
                : "\(strategy): votes weighted by exp(score / T). ")
                + "Bold: the chosen "
                + "temperature, most often right on the tune split, the larger of equals; what is chosen there is "
                + "optimistic there."
                + (isAtEnd ? " It is at the end of the list: others beyond it may do better." : ""),
            "Majority needs: the samples at which the plain majority is as often right as this vote with \(budget), "
                + "linear between budgets; empty where they lie beyond the pool of \(pools.poolSize), without an interval "
                + "where an end of it does. WQD: the probability that a right sample is more confident than a wrong one of the "
                + "same problem, ties half, over problems with both; samples without an answer left out.",
            "Intervals: 95 %, over problems; differences are paired by problem. Weighted votes are estimated from "
                + "\(SelectionOptions().monteCarloDraws) random subsets where these cannot be counted out.",
        ]
    }
}
