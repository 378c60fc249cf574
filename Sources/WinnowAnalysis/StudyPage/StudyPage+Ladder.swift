import WinnowReport

extension StudyPage {
    /// What scorers of every quality gain as verifiers, beside what their two rates promise.
    var scorerLadder: [Report.Section] {
        let gains = table(
            "scorer-gains",
            columns: [
                "domain", "scorer", "TPR", "FPR", "predicted", "realised", "lost: equal answers", "lost: equal problem",
                "TPR needed", "labels to decide", "n",
            ]
        ) {
            rows("scorer-gains").map { row in
                [
                    row.text("of_domain"), row.text("scorer"), row.interval("tpr"), row.interval("fpr"),
                    row.interval("predicted"), row.interval("realised"), row.interval("lost_to_answers"),
                    row.interval("lost_to_problems"),
                    row.number("needed").map { $0.isFinite ? row.shown("needed") : .text("never") } ?? .text("never"),
                    row["labels"].isEmpty ? .text("–") : row.text("labels"), row.text("problems"),
                ]
            }
        }
        return [
            .note(
                """
                \(strong: "Predicted and realised.") \(ladderFinding ?? PageNumber.missing) Each scorer accepts from a score on \
                that was chosen on tune problems; gains are over the majority of 16 samples, in points. orm-1 to orm-4 learned \
                for 30 thousand to 1.9 million tokens. (\(code: "winnow require --scorer orm-1,orm-2,…"), \
                \(link: "scorer-gains.csv", to: "scorer-gains.csv"))
                """), gains,
        ]
    }

    /// Says how much of what is promised comes true, and which kind of shared errors costs the rest.
    private var ladderFinding: String? {
        let rows = rows("scorer-gains")
        func sum(_ measure: String) -> Double { rows.compactMap { $0.number(measure) }.reduce(0, +) }
        guard !rows.isEmpty else { return nil }
        let count = Double(rows.count)
        func points(_ measure: String) -> String { PageNumber.text(100 * sum(measure) / count, 1) }
        return
            "Over \(rows.count) scorers and combinations the two rates promise \(points("predicted")) points over the vote on "
            + "average, and \(points("realised")) come true: errors that equal answers share cost \(points("lost_to_answers")), "
            + "errors that all answers of a problem share \(points("lost_to_problems"))."
    }

    /// What several imperfect verifiers are worth together.
    var combinations: [Report.Section] {
        let quality = table(
            "scorer-combinations",
            columns: [
                "domain", "verifier", "AUROC within problems", "TPR", "FPR", "accepted but wrong", "mixed problems",
            ]
        ) {
            rows("scorer-combinations").map { row in
                [
                    row.text("of_domain"), row.text("verifier"), row.interval("within", scale: 1, digits: 3),
                    row.shown("tpr"), row.shown("fpr"), row.shown("fdr"), row.text("problems"),
                ]
            }
        }
        return [
            .note(
                """
                \(strong: "Several imperfect verifiers.") Combined by a logistic model fitted on tune problems, by accuracies told \
                from agreement alone, and by counting. (\(code: "winnow judge --combine"), \
                \(link: "scorer-combinations.csv", to: "scorer-combinations.csv"))
                """), quality,
        ]
    }
}
