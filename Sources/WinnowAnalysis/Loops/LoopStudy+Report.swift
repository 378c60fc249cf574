import Foundation
import WinnowCatalogue
import WinnowReport
import WinnowSelection
import WinnowStatistics

extension LoopStudy {
    /// The rounds that all of the groups have.
    private var rounds: Int { groups.map(\.group.rounds).min() ?? 0 }

    // MARK: Sentences

    /// Says what verification gains, what critiques add to it and how often accepted answers are wrong.
    var answer: [Note] {
        var sentences: [String] = []
        func counted(_ name: String) -> (decided: [String], supported: [String], contradicted: [String]) {
            let findings = groups.compactMap { result in
                result.findings.first { $0.name == name }.map { (result.group.domain, $0.verdict) }
            }.filter { $0.1 != .inapplicable }
            func domains(_ verdict: Claim.Verdict) -> [String] { findings.filter { $0.1 == verdict }.map(\.0) }
            return (findings.map(\.0), domains(.supported), domains(.contradicted))
        }
        let gains = groups.compactMap { result -> String? in
            guard let curve = result.curves[.reasking], let first = curve.first, let last = curve.last else {
                return nil
            }
            return "\(result.group.domain) from \(FigureText.percent(first.right)) to \(FigureText.percent(last.right))"
        }
        if !gains.isEmpty {
            sentences.append(
                "Asking the same prompt again until a sound verifier accepts, at most \(FigureText.count(rounds, "answer")), "
                    + "raises right answers in \(FigureText.list(gains)).")
        }
        func verdict(_ name: String, _ said: String) {
            let count = counted(name)
            guard !count.decided.isEmpty else { return }
            var sentence = "\(said): \(count.supported.count) of \(FigureText.count(count.decided.count, "domain"))"
            if !count.supported.isEmpty { sentence += " (\(FigureText.list(count.supported)))" }
            if !count.contradicted.isEmpty { sentence += ", and surely not in \(FigureText.list(count.contradicted))" }
            sentences.append(sentence + ".")
        }
        verdict("critiques-beat-re-asking", "The first critique surely adds to that")
        verdict("true-critique-beats-a-false-one", "A true critique is surely better than a false one")
        let accepted = groups.compactMap { $0.curves[.first]?.last ?? $0.curves[.reasking]?.last }
        if let most = accepted.map(\.wrong).max() {
            sentences.append(
                most == 0
                    ? "No answer that a sound verifier accepted was wrong."
                    : "Of the answers that a sound verifier accepted, up to \(FigureText.percent(most)) of the problems' were wrong."
            )
        }
        return sentences.map { Note($0) }
    }

    /// Says what was stated before looking.
    var stated: Note {
        "The contrasts below were stated with their predictions and smallest effects of interest before the loops were made; \(code: "winnow claims --list") cites each."
    }

    // MARK: Tables

    /// The roles that some group has.
    private var roles: [LoopRole] { LoopRole.allCases.filter { role in groups.contains { $0.curves[role] != nil } } }

    private func header(_ result: Result) -> String {
        groups.count { $0.group.domain == result.group.domain } > 1
            ? "\(result.group.domain) \(result.group.model)" : result.group.domain
    }

    var armTable: Table {
        var table = Table(
            title: "Right after \(FigureText.count(rounds, "round")), by what the next prompt tells and who decides",
            columns: [Column("loop")] + groups.map { Column(header($0), kind: .estimate(.percent(digits: 1))) })
        func row(_ name: String, _ standing: (Result) -> Standing?) {
            table.append(
                [.text(name)]
                    + groups.map { result in
                        standing(result).map { .estimate($0.right, low: $0.interval.low, high: $0.interval.high) }
                            ?? .missing
                    })
        }
        row("after round 1") { $0.curves[.nobody]?.first ?? $0.curves[.learned]?.first ?? $0.curves[.reasking]?.first }
        for role in roles { row(role.name) { $0.curves[role]?.last } }
        let sizes = groups.map {
            "\(header($0)) \($0.group.model), \($0.group.problems) × \(FigureText.count($0.group.episodes, "episode"))"
        }
        table.footnotes = [
            "Loops of a domain share the answers of round 1; a sound verifier decides where no other is named, and shows "
                + "the last answer with what is said of it. Where no sound verifier decides, the last answer counts. "
                + "Intervals: 95 % over problems, episodes averaged within a problem. \(sizes.joined(separator: "; "))."
        ]
        return table
    }

    var contrastTable: Table {
        var table = Table(
            title: "The contrasts, in points of right answers",
            columns: [Column("contrast"), Column("prediction")]
                + groups.map { Column(header($0), kind: .estimate(.percent(digits: 1))) } + [Column("verdicts")])
        for claim in LoopClaim.all {
            let findings = groups.compactMap { $0.findings.first { $0.name == claim.name } }
            guard findings.contains(where: { $0.effect != nil }) else { continue }
            table.append(
                [.text(claim.name), .text(claim.prediction.description)]
                    + findings.map { finding in
                        finding.effect.map { .estimate($0.value, low: $0.low, high: $0.high) } ?? .missing
                    } + [.text(Self.summary(findings))])
        }
        table.footnotes = [
            "Supported: the whole interval is where the claim says and the effect is not below the smallest of interest, 3 "
                + "points unless the prediction states it; contradicted: it is elsewhere; negligible: the whole interval is "
                + "smaller; undecided: more problems are needed. Intervals are not adjusted for the number of contrasts."
        ]
        return table
    }

    /// Counts the verdicts of a claim.
    private static func summary(_ findings: [Claim.Finding]) -> String {
        Claim.Verdict.allCases.compactMap { verdict in
            let count = findings.count { $0.verdict == verdict }
            return count == 0 || verdict == .inapplicable ? nil : "\(count) \(verdict.rawValue)"
        }.joined(separator: ", ")
    }

    var costTable: Table {
        var table = Table(
            title: "The same at equal spending, in points of right answers",
            columns: [Column("contrast"), Column("at equal")]
                + groups.map { Column(header($0), kind: .estimate(.percent(digits: 1))) })
        let rows = groups.first { !$0.costs.isEmpty }?.costs ?? []
        for row in rows {
            table.append(
                [.text(row.name), .text(row.axis.unit)]
                    + groups.map { result in
                        guard
                            let cost = result.costs.first(where: { $0.name == row.name && $0.axis == row.axis })?
                                .comparison
                        else { return .missing }
                        let interval = Interval.difference(cost.differences)
                        return .estimate(mean(of: cost.differences), low: interval.low, high: interval.high)
                    })
        }
        table.footnotes = [
            "Samples are answers; tokens of prompts count each call's whole prompt; FLOPs count what was read before once. "
                + "The side that spends more is cut back to the other's mean. Sequential: the last of all revisions without a "
                + "verifier; votes: the majority of plain samples."
        ]
        return table
    }

    /// The loops rank by right − λ·wrong: who abstains loses nothing.
    var rankingTable: Table {
        let penalties = [0.0, 1, 4]
        var table = Table(
            title: "The best loop by right − λ·wrong",
            columns: [Column("λ", kind: .number(.decimal(digits: 0)))] + groups.map { Column(header($0)) })
        for penalty in penalties {
            table.append(
                [.number(penalty)]
                    + groups.map { result in
                        let scores = roles.compactMap { role in
                            result.curves[role]?.last.map { (role.name, $0.right - penalty * $0.wrong) }
                        }
                        guard let best = scores.map(\.1).max() else { return .missing }
                        let names = scores.filter { Rounding.areEqual($0.1, best) }.map(\.0)
                        return .text("\(names.joined(separator: ", ")): \(String(format: "%.1f", 100 * best))")
                    })
        }
        table.footnotes = ["In points, after all rounds; loops that are equal are all named."]
        return table
    }

    /// What a reviser makes of the same wrong answers, told this or that.
    var reviserTable: Table {
        let shown = groups.compactMap { result in result.reviser.map { (header(result), $0) } }
        var table = Table(
            title: "One wrong answer, revised once: right by what the reviser is told",
            columns: [Column("model"), Column("told")]
                + shown.map { Column($0.0, kind: .estimate(.percent(digits: 1))) })
        for row in shown.first?.1.rows ?? [] {
            table.append(
                [
                    .text(row.arm == .continued ? "generator, asked again" : "reviser, \(row.arm.rawValue)"),
                    .text(row.critique),
                ]
                    + shown.map { _, evaluation in
                        evaluation.rows.first { $0.arm == row.arm && $0.critique == row.critique }.map {
                            .estimate($0.right.value, low: $0.right.low, high: $0.right.high)
                        } ?? .missing
                    })
        }
        table.footnotes = [
            "All rows revise the same wrong answers of test problems, as the revisers' cards say: "
                + shown.map { "\($0.0) \($0.1.answers) answers to \($0.1.problems) problems" }.joined(separator: "; ")
                + "."
        ]
        return table
    }

    // MARK: Picture and data

    var plot: Plot {
        let shown: [LoopRole] = [.reasking, .binary, .first, .all, .wrong, .noisy, .nobody]
        let panels = groups.map { result in
            Panel(
                title: "\(header(result)), \(result.group.problems) problems", x: PlotAxis("rounds"),
                y: PlotAxis("right", unit: .percent, range: 0...1),
                series: shown.enumerated().compactMap { ink, role in
                    guard let curve = result.curves[role] else { return nil }
                    return Series(
                        role.name,
                        points: curve.map {
                            .init(x: Double($0.rounds), y: $0.right, low: $0.interval.low, high: $0.interval.high)
                        }, ink: ink)
                })
        }
        return Plot(
            title: "Right answers by rounds", panels: panels, footnotes: ["bands: 95 % over problems"])
    }

    /// The rows for programs: every loop after every round, then every contrast.
    var dataTable: Table {
        var table = Table(
            title: "Loops by rounds, and their contrasts",
            columns: [
                Column("domain"), Column("model"), Column("row"), Column("name"), Column("axis"),
                Column("rounds", kind: .integer), Column("value", kind: .estimate(.decimal(digits: 4))),
                Column("wrong", kind: .number(.decimal(digits: 4))),
                Column("abstained", kind: .number(.decimal(digits: 4))), Column("prediction"), Column("verdict"),
                Column("problems", kind: .integer), Column("episodes", kind: .integer),
            ])
        for result in groups {
            let group = result.group
            func append(
                _ row: String, _ name: String, _ axis: String, _ rounds: Int, _ value: Cell, wrong: Cell = .missing,
                abstained: Cell = .missing, prediction: Cell = .missing, verdict: Cell = .missing
            ) {
                table.append([
                    .text(group.domain), .text(group.model), .text(row), .text(name), .text(axis), .integer(rounds),
                    value, wrong, abstained, prediction, verdict, .integer(group.problems), .integer(group.episodes),
                ])
            }
            for role in roles {
                for standing in result.curves[role] ?? [] {
                    append(
                        "right", role.name, "rounds", standing.rounds,
                        .estimate(standing.right, low: standing.interval.low, high: standing.interval.high),
                        wrong: .number(standing.wrong), abstained: .number(standing.abstained))
                }
            }
            for finding in result.findings {
                append(
                    "contrast", finding.name, "rounds", finding.budget,
                    finding.effect.map { .estimate($0.value, low: $0.low, high: $0.high) } ?? .missing,
                    prediction: .text(finding.claim.prediction.description), verdict: .text(finding.verdict.rawValue))
            }
            for cost in result.costs {
                guard let differences = cost.comparison?.differences else { continue }
                let interval = Interval.difference(differences)
                append(
                    "contrast", cost.name, cost.axis.name, group.rounds,
                    .estimate(mean(of: differences), low: interval.low, high: interval.high))
            }
        }
        return table
    }
}
