import WinnowReport

extension StudyPage {
    // MARK: How good must a verifier be?

    var requirements: [Report.Section] {
        let required = rows("require").filter {
            $0.has(["quantity": "least-true-positive-rate", "terms": "same-budget"])
        }
        let rates = table("require", columns: ["domain", "k", "majority", "FPR 0", "FPR 1 %", "FPR 10 %"]) {
            required.grouped(by: "of_domain").flatMap { $0.grouped(by: "budget") }.map { rows -> [Cell] in
                func least(_ falsePositiveRate: Double) -> Cell {
                    let own = rows.filter { $0.number("false_positive_rate") == falsePositiveRate }
                    guard own.count == 1 else { return .missing }
                    return own[0].number("true_positive_rate") == nil
                        ? .text("never") : own[0].interval("true_positive_rate")
                }
                return [
                    rows[0].text("of_domain"), rows[0].text("budget"), rows[0].shown("opponent_right"), least(0),
                    least(0.01), least(0.1),
                ]
            }
        }
        let prices = table(
            "break-even",
            columns: [
                "domain", "verifier", "paid per", "majority@16", "its tokens", "price of a call", "resamples without",
                "n",
            ]
        ) {
            rows("break-even").map { row in
                [
                    row.text("of_domain"), row.text("b"), row.text("paid_per"), row.shown("right_a"),
                    row.shown("tokens_a", scale: 1, digits: 0), row.priceOfCall,
                    row.shown("share_without", scale: 1, digits: 2), row.text("problems"),
                ]
            }
        }
        return [
            .note(
                """
                The least true-positive rate at which sampling until a verifier accepts is as often right as the majority of \
                as many samples, medium generators, errors drawn per distinct answer. "never": not even with all right \
                answers accepted. (\(code: "winnow require"), \(link: "require.csv", to: "require.csv"))
                """), rates,
            .note(
                """
                What a call of the sound verifier may cost, in generated tokens, so that it is as good as the majority of 16 \
                at equal total price (\(code: "winnow require --break-even"), \(link: "break-even.csv", to: "break-even.csv")):
                """), prices,
        ] + pictures("require", "dial")
    }

    // MARK: Verifiers that err

    var noise: [Report.Section] {
        let largest = largestText("budget", of: "estimates")
        func asked(_ name: String) -> [FigureRow] {
            rows(name).filter { $0["budget"] == largest && ["verifier", "accepted-vote"].contains($0["strategy"]) }
        }
        let noisy = table(
            "dial", columns: ["domain", "verifier", "source", "strategy", "right", "wrong", "samples"]
        ) {
            asked("dial").map { row in
                [
                    row.text("domain"), row.text("verifier"), row.text("source"), row.text("strategy"),
                    row.interval("right"), row.shown("wrong"), row.shown("samples_spent", scale: 1),
                ]
            }
        }
        let partial = table(
            "partial", columns: ["domain", "verifier", "strategy", "FPR", "FNR", "FDR", "right", "wrong"]
        ) {
            asked("partial").filter { $0["source"] == "stored" }.map { row in
                func rate(_ name: String) -> Cell {
                    .text(PageNumber.text(row.number(name).map { 100 * $0 }, 1) + " %")
                }
                return [
                    row.text("domain"), row.text("verifier"), row.text("strategy"), rate("false_positive_rate"),
                    rate("false_negative_rate"), rate("false_discovery_rate"), row.interval("right"),
                    row.shown("wrong"),
                ]
            }
        }
        return [
            .note(
                """
                First accepted at \(largest) samples under a dial of 90 % true and 10 % false positives: the verdicts that were \
                drawn and stored, the expectation over the noise in closed form, and the theory of independent samples. \
                (\(code: "winnow dial"), \(link: "dial.csv", to: "dial.csv"), \(link: "partial.csv", to: "partial.csv"))
                """), noisy, partial,
        ]
    }
}

extension FigureRow {
    /// The cell is the price of a call in whole tokens with its interval; a dash where there is none.
    fileprivate var priceOfCall: Cell { interval("price", scale: 1, digits: 0) }
}
