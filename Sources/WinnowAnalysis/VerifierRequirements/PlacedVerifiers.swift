import Foundation
public import WinnowCore
public import WinnowReport
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study says how good a verifier must be to beat the vote, and where the verifiers stand that have judged the run.
public struct PlacedVerifiers: Study {
    private let requirement: RequirementStudy
    private let verifiers: [Placed]

    /// A verifier has judged the run.
    private struct Placed: Sendable {
        let name: String
        let rates: VerdictRates

        /// The least P(accept | right) with which a verifier of its P(accept | wrong) beats the vote at its largest budget.
        let needed: RequirementRow?
    }

    /// Measures all verifiers whose verdicts a run has, and asks what is required at their rates too.
    ///
    /// - Parameter prices: whether calls have prices too, which takes several times as long.
    /// - Throws: as ``RequirementStudy``.
    public init(
        of run: Stored<RunRecord>, in store: Store, prices: Bool = true, observe: @escaping WorkProgress.Observer
    ) async throws {
        var measured: [(name: String, rates: VerdictRates)] = []
        for tool in try store.verifiers(of: run.id) {
            guard let verifier = RunVerifier(tool.record, id: tool.id),
                // One that has judged a part of the run alone has no rates of it.
                let pools = try? RunPools(run, in: store, guesses: false, verifier: verifier),
                let rates = VerdictRates(pools.entries.map(\.pool))
            else { continue }
            measured.removeAll { $0.name == verifier.name }
            measured.append((verifier.name, rates))
        }
        var request = RequirementRequest()
        let usual = request
        for (_, rates) in measured {
            request = RequirementRequest(
                falsePositiveRates: request.falsePositiveRates + [rates.falsePositive.value],
                callPrices: usual.callPrices, verifiers: usual.verifiers)
        }
        if !prices { request = request.withoutPrices }
        requirement = try await RequirementStudy(of: [run], in: store, request, observe: observe)
        let rows = requirement.runs.flatMap(\.rows)
        let budget = rows.map(\.budget).max()
        verifiers = measured.map { name, rates in
            Placed(
                name: name, rates: rates,
                needed: rows.first {
                    $0.budget == budget && $0.terms == .sameBudget
                        && $0.falsePositiveRate == rates.falsePositive.value
                })
        }
    }

    /// The report is that of the requirement, with the verifiers as points in its picture and a table of them.
    public var report: Report {
        var report = requirement.report
        guard !verifiers.isEmpty else { return report }
        report.sections = report.sections.map { section in
            guard case .plot(var plot) = section, !plot.panels.isEmpty else { return section }
            plot.panels[0].series += verifiers.enumerated().map { place, verifier in
                Series(
                    "\(verifier.name) (judged this run)",
                    points: [
                        Series.Point(
                            x: verifier.rates.falsePositive.value, y: verifier.rates.truePositive.value,
                            low: verifier.rates.truePositive.interval.low,
                            high: verifier.rates.truePositive.interval.high,
                            left: verifier.rates.falsePositive.interval.low,
                            right: verifier.rates.falsePositive.interval.high)
                    ], style: .points, ink: Palette.reference + place)
            }
            return .plot(plot)
        }
        report.sections.insert(.table(table), at: 0)
        return report
    }

    private var table: Table {
        let rate = Column.Kind.estimate(.percent(digits: 1))
        let budget = verifiers.compactMap(\.needed?.budget).first
        return Table(
            title: "Verifiers that have judged this run, and what is required of their kind",
            columns: [
                Column("verifier"), Column("tpr", header: "accepts of the right", kind: rate),
                Column("fpr", header: "accepts of the wrong", kind: rate),
                Column("needed", header: "would have to accept of the right", kind: rate),
                Column("standing", header: "stands"),
            ],
            rows: verifiers.map { verifier in
                let (right, wrong) = (verifier.rates.truePositive, verifier.rates.falsePositive)
                let enough = verifier.needed.map { right.value > $0.truePositiveRate }
                return [
                    .text(verifier.name), .estimate(right.value, low: right.interval.low, high: right.interval.high),
                    .estimate(wrong.value, low: wrong.interval.low, high: wrong.interval.high),
                    verifier.needed.map {
                        .estimate($0.truePositiveRate, low: $0.interval.low, high: $0.interval.high)
                    } ?? .missing,
                    enough.map { .text($0 ? "above the line" : "below the line") } ?? .missing,
                ]
            },
            footnotes: [
                "Rates are shares of the run's candidates with an answer, right and wrong ones apart, with 95 % intervals over "
                    + "problems. Required: of a verifier that accepts as many wrong answers, to beat the majority"
                    + (budget.map { " of \($0) samples" } ?? "") + " on as many samples; infinite where none can."
            ])
    }
}
