import WinnowReport

extension StudyPage {
    /// Scorers against what needs none, each at its own temperature, at equal samples and at equal cost.
    var scorersAgainstVotes: [Report.Section] {
        let shown = ["greedy", "majority", "majority-logprob", "logistic-vote", "orm-vote", "orm-max"]
        let equalSamples = table(
            "scorer-tuned", columns: ["domain", "strategy", "T", "right", "over the baseline", "baseline", "n"]
        ) {
            rows("scorer-tuned").filter { shown.contains($0["strategy"]) }.map { row in
                [
                    row.text("of_domain"), row.text("strategy"),
                    row["strategy"] == "greedy" ? .text("0") : row.text("chosen"), row.interval("right"),
                    row["gain"].isEmpty ? .text("–") : row.interval("gain"),
                    row["gain"].isEmpty ? .text("is it") : row.text("baseline"), row.text("problems"),
                ]
            }
        }
        let equalCost = table(
            "scorer-equal-cost", columns: ["domain", "scorer", "samples", "votes", "samples", "difference", "n"]
        ) {
            rows("scorer-equal-cost").map { row in
                [
                    row.text("of_domain"), Self.strategy(row["a"]), row.shown("budget_a", scale: 1, digits: 1),
                    Self.strategy(row["b"]), row.shown("budget_b", scale: 1, digits: 1), row.interval("difference"),
                    row.text("problems"),
                ]
            }
        }
        return [
            .note(
                """
                \(strong: "Against votes that need no scorer.") \(tunedFinding ?? PageNumber.missing) Every strategy has its own \
                temperature; the baseline is the best of greedy, majority and majority-logprob at theirs; all is chosen on tune. \
                (\(code: "winnow tune temperature"), \(link: "scorer-tuned.csv", to: "scorer-tuned.csv"))
                """), equalSamples,
            .note(
                """
                The same at equal FLOPs, scoring included: eight scored samples, or as many as the other side can pay for. \
                (\(code: "winnow compare --at-equal flops"), \
                \(link: "scorer-equal-cost.csv", to: "scorer-equal-cost.csv"))
                """), equalCost,
        ]
    }

    /// Takes the strategy from the name of a contender, such as `21:orm-vote@8`.
    private static func strategy(_ contender: String) -> Cell {
        .text(contender.split(separator: ":").last.map { String($0.prefix { $0 != "@" }) } ?? contender)
    }

    /// Counts the domains in which votes with the scorer beat the baseline at equal samples and at equal FLOPs.
    private var tunedFinding: String? {
        func surely(_ rows: [FigureRow], _ measure: String) -> String {
            let domains = rows.values("of_domain")
            let above = domains.filter { domain in
                rows.contains { $0["of_domain"] == domain && ($0.number("\(measure)_low") ?? 0) > 0 }
            }
            return "\(above.count) of \(domains.count) domains"
                + (above.isEmpty ? "" : " (\(above.joined(separator: ", ")))")
        }
        let tuned = rows("scorer-tuned").filter { $0["strategy"] == "orm-vote" }
        let costs = rows("scorer-equal-cost").filter { $0["a"].contains("orm-vote") }
        guard !tuned.isEmpty, !costs.isEmpty else { return nil }
        return
            "Votes weighted by the outcome scorer beat the best vote without one at equal samples, with an interval above 0, in "
            + "\(surely(tuned, "gain")), and at equal FLOPs in \(surely(costs, "difference"))."
    }

    /// What scorers read, and what another seed changes.
    var scorerTrials: [Report.Section] {
        let rows = rows("scorer-trials").filter { $0["learned_from"] == "medium" }
        func isBundled(_ row: FigureRow) -> Bool { row["seed"] == "1" }
        let readings: [(name: String, rows: [FigureRow])] = [
            ("log-probability and length (logistic)", rows.filter { $0["scorer"] == "logistic" && isBundled($0) }),
            ("the text alone", rows.filter { $0["scorer"] == "orm" && $0["reads"] == "text alone" }),
            (
                "the text and expectations",
                rows.filter { $0["scorer"] == "orm" && $0["reads"] == "extended" && isBundled($0) }
            ),
        ]
        let ablation = table("scorer-trials", columns: ["an outcome scorer reads"] + Self.domains) {
            readings.map { reading in
                [.text(reading.name)]
                    + Self.domains.map { domain in
                        reading.rows.only(["domain": domain])?.interval("within", scale: 1, digits: 3) ?? .missing
                    }
            }
        }
        let seeds = table("scorer-trials", columns: ["scorer", "seed"] + Self.domains) {
            ["orm", "prm"].flatMap { kind -> [[Cell]] in
                let own = rows.filter { $0["scorer"] == kind && $0["reads"] == "extended" }
                return own.values("seed").sorted().map { seed in
                    [.text(kind), .text(seed)]
                        + Self.domains.map { domain in
                            own.only(["domain": domain, "seed": seed])?.interval("within", scale: 1, digits: 3)
                                ?? .missing
                        }
                }
            }
        }
        return [
            .note(
                """
                \(strong: "What a scorer reads.") AUROC within problems on 1,200 test problems × 16 candidates: the generator's own \
                numbers alone, the text alone, and both (\(code: "make train-ablation"), \
                \(link: "scorer-trials.csv", to: "scorer-trials.csv")):
                """), ablation,
            .note("The same of other seeds (\(code: "make train-scorers SCORER_SEED=2")):"), seeds,
        ]
    }
}
