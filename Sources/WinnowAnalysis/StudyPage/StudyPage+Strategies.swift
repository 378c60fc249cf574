import WinnowReport

extension StudyPage {
    var introduction: [Report.Section] {
        [
            .note(
                """
                Made by \(code: "make study"), this page included: every figure is one of the CSV files beside it, which \
                \(code: "winnow") commands write from one database (\(link: "make", to: "make") has them all). \
                \(largestText("problems", of: "estimates")) test problems per domain, pools of \
                \(largestText("budget", of: "estimates")) candidates at temperature 0.8, four domains, weak, medium and \
                strong generators of width 64 with traces, one without, and one of width 128. Intervals are 95 %, over \
                problems. The models are tiny: they show what can happen, not what pretrained models do.
                """)
        ]
    }

    // MARK: Voting and verifying

    var voting: [Report.Section] {
        let largest = largestText("budget", of: "estimates")
        let runs = rows("estimates").filter { $0["difficulty"] == "all" }.byRun
        let table = table(
            "estimates",
            columns: [
                "domain", "model", "single", "majority@16", "majority@\(largest)", "wrong", "verifier@16",
                "verifier@\(largest)", "abstained", "guess@\(largest)",
            ]
        ) {
            runs.map { rows in
                func row(_ strategy: String, _ budget: String) -> FigureRow? {
                    rows.only(["strategy": strategy, "budget": budget])
                }
                func right(_ strategy: String, _ budget: String) -> Cell {
                    row(strategy, budget)?.interval("right") ?? .missing
                }
                return [
                    rows[0].text("domain"), rows[0].text("model"), right("single", largest), right("majority", "16"),
                    right("majority", largest), row("majority", largest)?.shown("wrong") ?? .missing,
                    right("verifier", "16"), right("verifier", largest),
                    row("verifier", largest)?.shown("abstained") ?? .missing,
                    row("guess", largest)?.shown("right") ?? .missing,
                ]
            }
        }
        return [
            .note(
                """
                Right answers in percent; wrong and abstained at \(largest) samples. A sound verifier is never wrong; it \
                abstains where no sample is right. (\(code: "winnow table"), \(link: "estimates.csv", to: "estimates.csv"); \
                in \(code: "chain") the verifier is an answer key.)
                """), table,
        ] + (gains(runs, largest).map { [.note($0)] } ?? []) + pictures("accuracy-budget", "accuracy-tokens")
    }

    /// Says what more samples gain the vote and the verifier, over the runs.
    private func gains(_ runs: [[FigureRow]], _ largest: String) -> Note? {
        let pairs = runs.compactMap { rows -> (few: Double, many: Double, early: Double, verified: Double)? in
            func right(_ strategy: String, _ budget: String) -> Double? {
                rows.only(["strategy": strategy, "budget": budget])?.number("right")
            }
            guard let few = right("majority", "16"), let many = right("majority", largest),
                let early = right("verifier", "16"), let verified = right("verifier", largest)
            else { return nil }
            return (few, many, early, verified)
        }
        let gained = pairs.map { $0.many - $0.few }.sorted()
        guard let most = gained.last, let verifying = pairs.map({ $0.verified - $0.early }).max() else { return nil }
        func points(_ gain: Double) -> String { PageNumber.text(100 * gain, 1) }
        return """
            From 16 to \(largest) samples the majority gains \(points(gained[gained.count / 2])) points in the median run \
            and at most \(points(most)); first accepted gains up to \(points(verifying)). In \
            \(pairs.count { $0.verified - $0.many > 0.05 }) of \(pairs.count) runs the majority of \(largest) is more than \
            5 points behind first accepted; in \(pairs.count { $0.early > $0.many }) it is behind first accepted of 16 \
            samples.
            """
    }

    // MARK: Claims

    var claims: [Report.Section] {
        // Counts are of the largest budget, at which every claim is measured.
        let largest = rows("claims").byRun.flatMap { rows in
            let size = rows.numbers("budget").max()
            return rows.filter { $0.number("budget") == size }
        }
        let counts = table(
            "claims",
            columns: [
                "claim", "prediction", "supported", "contradicted", "negligible", "undecided", "no data", "effects",
                "n",
                "detectable at most",
            ]
        ) {
            largest.grouped(by: "claim").map { rows in
                func count(_ verdict: String) -> Cell { .integer(rows.count { $0["verdict"] == verdict }) }
                func text(_ value: Double?) -> String { PageNumber.text(value, 3) }
                let effects = rows.numbers("effect")
                let problems = rows.numbers("problems").filter { $0 != 0 }.map { Int($0) }
                return [
                    rows[0].text("claim"), rows[0].text("prediction"), count("supported"), count("contradicted"),
                    count("negligible"), count("undecided"), count("inapplicable"),
                    .text("\(text(effects.min())) … \(text(effects.max()))"),
                    .text("\(problems.min() ?? 0)–\(problems.max() ?? 0)"),
                    .text(text(rows.numbers("detectable").max())),
                ]
            }
        }
        let contradicted = table("claims", columns: ["claim", "contradicted in"]) {
            largest.filter { $0["verdict"] == "contradicted" }.grouped(by: "claim").map { rows in
                let runs = rows.map { row in
                    let effect = ["effect", "effect_low", "effect_high"].map { PageNumber.text(row.number($0), 3) }
                    return "\(row["domain"]) \(row["model"]) (\(effect[0]) [\(effect[1]), \(effect[2])])"
                }
                return [rows[0].text("claim"), .text(runs.joined(separator: "; "))]
            }
        }
        let turning = table("claims", columns: ["claim", "run", "effects by samples"]) {
            rows("claims").filter { $0["across_budgets"] == "sign changes" }.grouped(by: "claim").flatMap { rows in
                rows.byRun.map { rows in
                    let effects = rows.map { row in
                        let effect = ["effect", "effect_low", "effect_high"].map { PageNumber.text(row.number($0), 3) }
                        return "\(row["budget"]): \(effect[0]) [\(effect[1]), \(effect[2])]"
                    }
                    return [
                        rows[0].text("claim"), .text("\(rows[0]["domain"]) \(rows[0]["model"])"),
                        .text(effects.joined(separator: "; ")),
                    ]
                }
            }
        }
        return [
            .note(
                """
                Each was stated with its effect before looking (\(code: "winnow claims --list")). Counts are of the twelve \
                runs with traces: supported where the whole interval is as claimed, contradicted where it is elsewhere, \
                negligible where it is below the smallest effect of interest, undecided in between, all with the whole pool. \
                (\(code: "winnow claims"), \(link: "claims.csv", to: "claims.csv"))
                """), counts, .note("Contradicted, run by run:"), contradicted,
            .note("The sign changes with the number of samples:"), turning,
        ]
    }

    // MARK: Stopping early

    var stopping: [Report.Section] {
        let rules = table(
            "stopping",
            columns: [
                "rule", "saved, %", "gain, points", "runs worse", "runs better at equal cost",
                "runs worse at equal cost", "runs", "n",
            ]
        ) {
            rows("stopping").filter { $0["rule"] != "majority" }.grouped(by: "rule").map { rows in
                func text(_ name: String, _ digits: Int) -> (least: String, most: String) {
                    let numbers = rows.numbers(name).map { 100 * $0 }
                    return (PageNumber.text(numbers.min(), digits), PageNumber.text(numbers.max(), digits))
                }
                func count(_ name: String, _ isCounted: (Double) -> Bool) -> Cell {
                    .integer(rows.numbers(name).count(where: isCounted))
                }
                let (saved, gain) = (text("saved", 0), text("gain", 2))
                return [
                    rows[0].text("rule"), .text("\(saved.least)–\(saved.most)"), .text("\(gain.least) … \(gain.most)"),
                    count("gain_high") { $0 < 0 }, count("gain_equal_cost_low") { $0 > 0 },
                    count("gain_equal_cost_high") { $0 < 0 }, .integer(rows.count),
                    .integer(Int(rows.numbers("problems").max() ?? 0)),
                ]
            }
        }
        let policies = table(
            "allocation", columns: ["domain", "mean samples", "policy", "right", "gain, points"]
        ) {
            rows("allocation").map { row in
                [
                    row.text("of_domain"), row.text("mean_budget"), row.text("policy"), row.interval("right"),
                    row.optionalInterval("gain"),
                ]
            }
        }
        return [
            .note(
                """
                Cap 40; saved: share of the samples; gain: against the majority of 40, in points. \
                (\(code: "winnow budget stop"), \(link: "stopping.csv", to: "stopping.csv"))
                """), rules, policies,
        ] + pictures("stopping")
    }

    // MARK: Risk and coverage

    var risk: [Report.Section] {
        let table = table(
            "risk",
            columns: [
                "domain", "strategy", "wrong, answering all", "area", "verifier answers", "wrong at that coverage",
                "verifier wrong", "n",
            ]
        ) {
            rows("risk").map { row in
                [
                    row.text("of_domain"), row.text("strategy"), row.interval("risk"),
                    row.interval("area", scale: 1, digits: 3), row.shown("verifier_coverage"),
                    row.interval("risk_at_verifier"), row.interval("verifier_risk"), row.text("problems"),
                ]
            }
        }
        return [
            .note(
                """
                Strategies of 16 samples may withhold their least certain answers (by vote share, or by score): area under \
                the risk–coverage curve, and the wrong share of the answers given when as many are given as the sound \
                verifier gives; medium generators. (\(code: "winnow risk"), \(link: "risk.csv", to: "risk.csv"))
                """), table,
        ] + pictures("risk-coverage")
    }

    // MARK: Confidence and temperature

    var temperatures: [Report.Section] {
        let votes = table(
            "confidence",
            columns: ["domain", "strategy", "temperature", "right", "gain over majority", "WQD", "n"]
        ) {
            rows("confidence").filter { $0["split"] == "test" }.map { row in
                [
                    row.text("of_domain"), row.text("strategy"), row.text("temperature"), row.interval("right"),
                    row.optionalInterval("gain"),
                    row.number("wqd") == nil ? .missing : row.shown("wqd", scale: 1, digits: 3),
                    row.text("problems"),
                ]
            }
        }
        let choices = table(
            "temperatures",
            columns: [
                "domain", "strategy", "k", "T chosen", "right", "at 0.8", "difference", "over baseline", "baseline",
            ]
        ) {
            rows("temperatures").map { row in
                [
                    row.text("of_domain"), row.text("strategy"), row.text("budget"), row.text("chosen"),
                    row.interval("right"), row.shown("right_at_common"), row.optionalInterval("difference"),
                    row.optionalInterval("gain"), row.text("baseline"),
                ]
            }
        }
        return [
            .note(
                """
                CISC with a temperature chosen on the tune split (\(link: "confidence.csv", to: "confidence.csv")), and \
                every strategy at its own sampling temperature and at 0.8 (\(link: "temperatures.csv", to: "temperatures.csv")); \
                \(largestText("problems", of: "temperatures")) test problems, medium generators, 64 candidates. \
                A gain counts over the baseline alone: the best of greedy, majority and majority-logprob, each at its own \
                temperature, all chosen on the tune split.
                """), votes, choices,
        ]
    }

    // MARK: Between pools

    var betweenPools: [Report.Section] {
        let tables = ["equal-tokens", "equal-flops"].map { name in
            table(name, columns: ["domain", "a", "b", "a, %", "b, %", "a − b", "n"]) {
                rows(name).map { row in
                    [
                        row.text("of_domain"), row.text("a"), row.text("b"), row.shown("right_a"), row.shown("right_b"),
                        row.interval("difference"), row.text("problems"),
                    ]
                }
            }
        }
        return [
            .note(
                """
                Majority at equal generated tokens (16 traced samples; \(code: "winnow compare --at-equal tokens"), \
                \(link: "equal-tokens.csv", to: "equal-tokens.csv")), and width 128 against 64 at equal FLOPs in \
                \(code: "chain") (\(link: "equal-flops.csv", to: "equal-flops.csv")). a is the traced, or the wider, model. \
                Answer-only models saw about as many training tokens, and so many more problems.
                """)
        ] + tables
    }

    var ending: [Report.Section] {
        [
            .heading("How to read this"),
            .note(
                """
                Twelve runs of four domains are not twelve independent tests; intervals are over problems, of one seed and \
                one training run per model, and are not adjusted for the number of rows. Where a claim is undecided, \
                "detectable" says which distance from its bound these problems would have shown at 80 % power \
                (\(link: "power.csv", to: "power.csv") has it for majority against likelihood weights).
                """),
        ]
    }
}
