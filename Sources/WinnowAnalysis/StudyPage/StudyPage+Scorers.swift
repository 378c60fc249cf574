import WinnowReport

extension StudyPage {
    /// The chapter is on learned scorers.
    var scorers: [Report.Section] {
        [
            .note(
                """
                A third way to pick an answer: scorers that were trained on what each medium generator wrote for train problems \
                (\(code: "winnow train scorer"), \(code: "winnow judge --scorer")), on \(largestText("problems", of: "scorer-estimates")) of \
                the test problems with pools of \(largestText("budget", of: "scorer-estimates")) candidates. Nothing was sampled \
                for any strategy: all rows are the same pools.
                """)
        ] + scorerGains + scorersAgainstVotes + scorerRanking + scorerTrials + scorerSteps + overOptimisation
            + tracePreference
            + scorerTransfer
            + solveOrVerify + scorersAsVerifiers + scorerLadder + combinations + searches
            + pictures("scorers/accuracy-budget", "scorers/require")
            + pictures("scorers/gains")
    }

    // MARK: Right answers

    private var scorerGains: [Report.Section] {
        let largest = largestText("budget", of: "scorer-estimates")
        let rows = rows("scorer-estimates").filter { $0.has(["difficulty": "all", "budget": largest]) }
        let table = table("scorer-estimates", columns: ["strategy"] + Self.domains + ["n"]) {
            rows.grouped(by: "strategy").map { rows in
                [rows[0].text("strategy")] + byDomain(rows) { $0.interval("right") }
                    + [.integer(Int(rows.numbers("problems").max() ?? 0))]
            }
        }
        return [
            .note("\(strong: "What they change in the picture above.") \(gainsOfScorers(rows) ?? PageNumber.missing)"),
            .note(
                """
                Right answers in percent at the largest budget. (\(code: "winnow table"), \
                \(link: "scorer-estimates.csv", to: "scorer-estimates.csv") has all budgets)
                """), table,
        ]
    }

    /// Says what networks gain over the plain majority, from the domain of the least gain to that of the most.
    private func gainsOfScorers(_ rows: [FigureRow]) -> String? {
        func isLearned(_ name: String) -> Bool { ["orm-", "prm-", "yesno"].contains { name.hasPrefix($0) } }
        func isRanking(_ name: String) -> Bool { isLearned(name) && name.hasSuffix("-max") }
        let gains = rows.grouped(by: "domain").compactMap {
            rows -> (learned: Double, ranked: Double, verified: Double)? in
            func best(_ isChosen: (String) -> Bool) -> Double? {
                rows.filter { isChosen($0["strategy"]) }.numbers("right").max()
            }
            guard let majority = best({ $0 == "majority" }), let verifier = best({ $0 == "verifier" }),
                let learned = best(isLearned), let ranked = best(isRanking)
            else { return nil }
            return (learned - majority, ranked - majority, verifier - majority)
        }
        guard !gains.isEmpty else { return nil }
        func range(_ gains: [Double]) -> String {
            "\(PageNumber.text(gains.min().map { 100 * $0 }, 1)) to \(PageNumber.text(gains.max().map { 100 * $0 }, 1))"
        }
        return
            "At the largest budget the best vote or ranking by a network gains \(range(gains.map(\.learned))) points over "
            + "the plain majority, whichever network is best being chosen afterwards; the best ranking alone, "
            + "\(range(gains.map(\.ranked))); first accepted, \(range(gains.map(\.verified)))."
    }

    // MARK: Ranking and calibration

    /// Finds rows of the scorers on their own generators: those of other models have an @ in their names.
    private func ownRows(_ group: String) -> [FigureRow] {
        rows("scorers").filter { $0["group"] == group && !$0["row"].contains("@") }
    }

    private var scorerRanking: [Report.Section] {
        let table = table(
            "scorers", columns: ["score"] + Self.domains + ["ECE, maze / countdown / chain / unchain"]
        ) {
            ownRows("ranking").filter { ["wqd", "ece_mass"].contains($0["measure"]) }.grouped(by: "row").map { rows in
                let ranks = rows.filter { $0["measure"] == "wqd" }
                let errors = rows.filter { $0["measure"] == "ece_mass" }
                let texts = Self.domains.map { domain in
                    PageNumber.text(errors.only(["domain": domain])?.number("value"), 3)
                }
                return [rows[0].text("row")] + byDomain(ranks) { $0.interval("value", scale: 1, digits: 3) }
                    + [errors.isEmpty ? .missing : .text(texts.joined(separator: " / "))]
            }
        }
        return [
            .note(
                """
                How well each score tells right from wrong candidates of the same problem, AUROC, and its expected calibration \
                error as a probability (equal mass; \(code: "winnow scorers"), \(link: "scorers.csv", to: "scorers.csv"), which \
                has difficulties, reliability and the position of steps too):
                """), table,
        ]
    }

    private var scorerSteps: [Report.Section] {
        var predictors: [String] = []
        for step in steps where !predictors.contains(step.predictor) { predictors.append(step.predictor) }
        let table = Table(
            columns: ["predictor"].map { Column($0) } + Self.domains.map { Column($0) },
            rows: predictors.map { predictor in
                [.text(predictor)]
                    + Self.domains.map { domain in
                        steps.first { $0.domain == domain && $0.predictor == predictor }?.correlation ?? .missing
                    }
            })
        return [
            .note(
                """
                How far exact labels of steps, and the trained values, predict whether the generator ends right from a step: \
                Spearman's rank correlation with 256 rollouts of one step of each test problem (from the cards of the bundled \
                process scorers, which say how many):
                """), .table(table),
        ]
    }

    // MARK: Over-optimisation and preferences

    private var overOptimisation: [Report.Section] {
        let falls = table(
            "scorers",
            columns: ["domain", "score", "best k", "right there", "right at the end", "fall, cross-fitted", "n"]
        ) {
            rows("scorers").filter { $0["group"] == "over-optimisation" && !$0["row"].contains("@") }
                .grouped(by: "run").flatMap { $0.grouped(by: "row") }.compactMap { rows -> [Cell]? in
                    func figure(_ measure: String) -> FigureRow? { rows.only(["measure": measure]) }
                    guard let drop = figure("drop")?.number("value"), drop > 0 else { return nil }
                    let fall = figure("drop_cross_fitted")
                    let isSure = fall?.number("value_low").map { $0 > 0 } ?? false
                    return [
                        rows[0].text("domain"), rows[0].text("row"),
                        figure("peak")?.shown("value", scale: 1, digits: 0) ?? .missing,
                        figure("right_at_peak")?.interval("value") ?? .missing,
                        figure("right_at_end")?.interval("value") ?? .missing,
                        fall.map { Cell($0.interval("value").value, mark: isSure ? .best : nil) } ?? .missing,
                        .integer(Int(rows.numbers("problems").max() ?? 0)),
                    ]
                }
        }
        let texts = table("distinct-texts", columns: ["domain", "right", "wrong"]) {
            rows("distinct-texts").grouped(by: "domain").map { rows in
                func texts(_ isRight: String) -> Cell {
                    guard let row = rows.only(["correct": isRight]) else { return .missing }
                    let (texts, candidates) = (row.number("texts"), row.number("candidates"))
                    return .text("\(PageNumber.text(texts, 1)) of \(PageNumber.text(candidates, 1))")
                }
                return [rows[0].text("domain"), texts("1"), texts("0")]
            }
        }
        return [
            .note(
                """
                Over-optimisation: best-of-k at its best k and at the largest, and the fall between them where the best k is \
                chosen on one half of the problems and judged on the other. A fall whose interval is above 0 in bold.
                """), falls,
            .note(
                """
                Why it can fall below one sample although the AUROC within problems is a half: where right candidates are few \
                texts written again and again and wrong ones are many, the highest of all their scores is more often a wrong \
                one's. Distinct texts among the right and the wrong candidates of a problem \
                (\(link: "distinct-texts.csv", to: "distinct-texts.csv")):
                """), texts,
        ]
    }

    private var tracePreference: [Report.Section] {
        let table = table("scorers", columns: ["score"] + Self.domains) {
            ownRows("traces").grouped(by: "row").map { rows in
                [rows[0].text("row")]
                    + byDomain(rows.filter { $0["measure"] == "illegal_among_right" }) { $0.optionalInterval("value") }
            }
        }
        return [
            .note(
                """
                Among right answers, P(a candidate with an illegal trace scores above one with a legal trace) within problems; \
                50 % is no preference:
                """), table,
        ]
    }

    private var scorerTransfer: [Report.Section] {
        let models = ["weak", "medium", "strong"]
        let table = table("scorer-transfer", columns: ["domain", "scorer"] + models.map { "on \($0)" }) {
            let ranking = rows("scorer-transfer").filter { $0["group"] == "ranking" && $0["row"].hasPrefix("orm@") }
            return ranking.grouped(by: "of_domain").flatMap { $0.grouped(by: "row") }.map { rows -> [Cell] in
                let areas = models.map { model -> Cell in
                    rows.only(["measure": "on_\(model)"])?.interval("value", scale: 1, digits: 3) ?? .missing
                }
                return [rows[0].text("of_domain"), rows[0].text("row")] + areas
            }
        }
        return [
            .note(
                """
                Outcome scorers of weak, medium and strong generators on each other's candidates, AUROC within problems. \
                (\(code: "winnow scorers --transfer"), \(link: "scorer-transfer.csv", to: "scorer-transfer.csv"))
                """), table,
        ]
    }

    // MARK: Solve or verify

    private var solveOrVerify: [Report.Section] {
        let table = table(
            "solve-or-verify", "solve-or-verify-vote",
            columns: ["domain", "picks", "S", "V", "best (S, V) − majority at equal cost, over budgets", "n"]
        ) {
            let picks = [("best of S", rows("solve-or-verify")), ("weighted vote", rows("solve-or-verify-vote"))]
            let runs = (picks[0].1 + picks[1].1).byRun.map { $0[0]["run"] }
            return runs.flatMap { run in
                picks.compactMap { picks, rows -> [Cell]? in
                    let own = rows.filter { $0["run"] == run }
                    return own.isEmpty ? nil : solveOrVerifyRow(picks, own)
                }
            }
        }
        return [
            .note(
                """
                Solve or verify: the checking scorer was asked eight times about each candidate. Exponents of the best number of \
                samples S and of verifications V in compute, where the middle of arXiv 2504.01005 has 0.57 and 0.39; and the \
                majority at the same cost. (\(code: "winnow budget split"), \
                \(link: "solve-or-verify.csv", to: "solve-or-verify.csv"))
                """), table,
            .note("Where the cost is that of more samples than the pool has, the majority is that of the whole pool."),
        ]
    }

    private func solveOrVerifyRow(_ picks: String, _ rows: [FigureRow]) -> [Cell] {
        func exponent(_ sign: String) -> Cell {
            let own = rows.filter {
                $0.has(["group": "exponents", "measure": "exponent"]) && $0["row"].hasPrefix(sign + " ")
            }
            guard own.count == 1 else { return .missing }
            return own[0].number("value_low") == nil
                ? own[0].shown("value", scale: 1, digits: 2) : own[0].interval("value", scale: 1, digits: 2)
        }
        let differences = rows.filter { $0.has(["group": "best", "measure": "difference"]) }.numbers("value")
        func points(_ value: Double?) -> String { PageNumber.text(value.map { 100 * $0 }, 1) }
        return [
            rows[0].text("domain"), .text(picks), exponent("S"), exponent("V"),
            .text("\(points(differences.min())) … \(points(differences.max()))"),
            .integer(Int(rows.numbers("problems").max() ?? 0)),
        ]
    }

    // MARK: Scorers as verifiers and as guides

    private var scorersAsVerifiers: [Report.Section] {
        let all = rows("scorer-require")
        let places = table(
            "scorer-require",
            columns: [
                "domain", "scorer", "from", "FPR", "TPR", "TPR needed", "first accepted", "− majority@16", "n",
            ]
        ) {
            all.filter { $0["quantity"] == "scorer-at-threshold" }.map { row in
                let needed = required(of: row, in: all)
                let isNever = needed.map { $0.number("true_positive_rate") == nil } ?? false
                return [
                    row.text("of_domain"), row.text("scorer"), row.shown("threshold", scale: 1, digits: 3),
                    row.shown("false_positive_rate"), row.interval("true_positive_rate"),
                    isNever ? .text("never") : needed?.shown("true_positive_rate") ?? .missing, row.interval("right"),
                    row.interval("gain"), row.text("problems"),
                ]
            }
        }
        let votes = table(
            "scorer-confidence", columns: ["domain", "strategy", "T", "right at 16", "gain over majority", "n"]
        ) {
            rows("scorer-confidence").filter { $0["split"] == "test" && $0["strategy"].hasSuffix("-cisc") }.map { row in
                [
                    row.text("of_domain"), row.text("strategy"), row.text("temperature"), row.interval("right"),
                    row.optionalInterval("gain"), row.text("problems"),
                ]
            }
        }
        return [
            .note(
                """
                A scorer as a verifier: accept from a score on, which was chosen on tune problems. The TPR that the table of \
                verifiers asks for at its FPR, and what its first accepted of 16 does in truth. \
                (\(code: "winnow require --scorer"), \(link: "scorer-require.csv", to: "scorer-require.csv"))
                """), places, votes,
        ]
    }

    /// Finds what is required of a verifier with the false-positive rate of a scorer.
    private func required(of scorer: FigureRow, in rows: [FigureRow]) -> FigureRow? {
        guard let rate = scorer.number("false_positive_rate") else { return nil }
        return rows.first { row in
            row.has([
                "quantity": "least-true-positive-rate", "terms": "same-budget", "of_domain": scorer["of_domain"],
                "budget": scorer["budget"],
            ]) && row.number("false_positive_rate").map { abs($0 - rate) < 1e-9 } == true
        }
    }

    private var searches: [Report.Section] {
        let rows = rows("search")
        let budgets = rows.values("beams")
        let table = table("search", columns: ["domain", "search", "picked by"] + budgets.map { "\($0) candidates" }) {
            rows.grouped(by: "of_domain").flatMap { $0.grouped(by: "method") }.flatMap { rows -> [[Cell]] in
                [("search-guide-max", "the scorer"), ("majority", "majority")].map { pick, name in
                    let own = rows.filter { $0["a"].contains(":\(pick)@") }
                    return [rows[0].text("of_domain"), rows[0].text("method"), .text(name)]
                        + budgets.map { own.only(["beams": $0])?.interval("difference") ?? .missing }
                }
            }
        }
        return [
            .note(
                """
                \(strong: "Search against sampling.") \(searchFinding ?? PageNumber.missing) The candidates of a search guided by the \
                process scorer's policy value, and as many plain samples as cost the same FLOPs, both picked by that scorer or both \
                by majority; points by which the search is ahead, \(largestText("problems", of: "search")) problems. \
                (\(code: "winnow search"), \(code: "winnow compare --at-equal flops"), \(link: "search.csv", to: "search.csv"))
                """), table,
        ]
    }

    /// Counts the comparisons that a search wins or loses.
    private var searchFinding: String? {
        let rows = rows("search")
        guard !rows.isEmpty else { return nil }
        let won = rows.count { ($0.number("difference_low") ?? 0) > 0 }
        let lost = rows.count { ($0.number("difference_high") ?? 0) < 0 }
        return
            "Of \(rows.count) comparisons at equal FLOPs a search wins \(won), loses \(lost), and the rest is undecided."
    }

    /// Makes a cell of each domain that has one row.
    private func byDomain(_ rows: [FigureRow], _ cell: (FigureRow) -> Cell) -> [Cell] {
        Self.domains.map { domain in rows.only(["domain": domain]).map(cell) ?? .missing }
    }
}
