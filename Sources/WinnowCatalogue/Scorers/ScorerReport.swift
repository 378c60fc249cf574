import Foundation
import WinnowDomains

/// A scorer's measures as Markdown.
enum ScorerReport {
    static func lines(_ evaluation: ScorerEvaluation) -> [String] {
        let opening =
            "\(evaluation.problems) problems × \(evaluation.samples) candidates of its generator at temperature "
            + "\(evaluation.temperature); the \(evaluation.candidates) with an answer, \(ScorerCard.percent(evaluation.right)) "
            + "of them right. 95 % intervals over problems."
        var lines = ["", "## On the \(evaluation.split.rawValue) split", "", opening, ""]
        lines += table(
            [
                "score", "AUROC, all pairs", "AUROC within problems (WQD)", "within, by pairs", "on distinct texts",
                "problems with right and wrong",
            ],
            evaluation.ranking.map {
                [
                    $0.score, text($0.overall), text($0.withinProblem), text($0.withinPairs), text($0.withinDistinct),
                    $0.withinProblem.map { "\($0.problems)" } ?? "–",
                ]
            })
        lines += ["", "Against the target that was trained, and no other:", ""]
        lines += table(
            [
                "target", "problems", "predictions", "AUROC", "within problems", "within candidates", "ECE", "Brier",
                "Brier skill",
            ],
            evaluation.targets.map {
                [
                    $0.target, $0.difficulty?.rawValue ?? "all", "\($0.predictions)", text($0.overall),
                    text($0.withinProblem), text($0.withinTrace), text($0.calibrationError), text($0.brier),
                    $0.brierSkill.map(text) ?? "–",
                ]
            })
        for target in evaluation.targets where !target.bins.isEmpty {
            lines += ["", "Reliability of \(target.target):", ""]
            lines += table(
                ["predictions", "predicted", "observed"],
                target.bins.map { ["\($0.predictions)", text($0.predicted), text($0.observed)] })
        }
        if !evaluation.positions.isEmpty {
            lines += ["", "By the position of the step:", ""]
            lines += table(
                ["target", "steps", "predictions", "AUROC", "predicted", "observed"],
                evaluation.positions.map {
                    [
                        $0.target, steps($0), "\($0.predictions)", text($0.overall), text($0.predicted),
                        text($0.observed),
                    ]
                })
        }
        if let nearTruth = evaluation.nearTruth { lines += self.lines(nearTruth) }
        return lines
    }

    private static func lines(_ truth: NearTruth) -> [String] {
        var lines = [
            "",
            "Against \(truth.rollouts) rollouts from \(truth.beginnings) steps, one per problem, taken for the truth of "
                + "policy_value:", "",
        ]
        lines += table(
            ["predictor", "Spearman's ρ", "AUROC", "mean error"],
            truth.rows.map { row in
                let correlation = row.correlation.map { value in
                    "\(text(value)) [\(text(row.low ?? .nan)), \(text(row.high ?? .nan))]"
                }
                return [row.predictor, correlation ?? "–", text(row.area), text(row.error)]
            })
        lines += ["", "policy_value where an exact label holds, and where it does not:", ""]
        lines += table(
            ["target", "label", "steps", "mean share of rollouts that end right"],
            truth.labels.map { [$0.target, $0.label ? "true" : "false", "\($0.beginnings)", text($0.share)] })
        return lines
    }

    private static func steps(_ position: ScorerEvaluation.Position) -> String {
        guard let last = position.last else { return "\(position.first) on" }
        return last == position.first ? "\(last)" : "\(position.first)–\(last)"
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> [String] {
        let alignment = header.indices.map { $0 == 0 ? ":--" : "--:" }
        return ([header, alignment] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    }

    private static func text(_ estimate: ScorerEvaluation.Estimate?) -> String {
        guard let estimate else { return "–" }
        return "\(text(estimate.value)) [\(text(estimate.low)), \(text(estimate.high))]"
    }

    private static func text(_ value: Double) -> String { String(format: "%.3f", value) }
}
