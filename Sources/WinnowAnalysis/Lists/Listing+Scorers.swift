import Foundation
public import WinnowCatalogue
import WinnowDomains
import WinnowReport
import WinnowScoring

extension Listing {
    /// One line on a scorer that was made.
    public static func line(_ scorer: ScorerInformation) -> String {
        func text(_ evaluation: ScorerEvaluation?) -> String {
            guard let evaluation, let main = evaluation.main, let area = main.withinProblem else { return "" }
            return String(
                format: ", %@ AUROC within problems on %@ %.3f", main.score, evaluation.split.rawValue, area.value)
        }
        return "\(scorer.domain) \(scorer.name): \(scorer.tokens) tokens\(text(scorer.tune))\(text(scorer.test))\n"
    }

    static func scorersTable() throws -> Table {
        var table = Table(
            title: "Bundled scorers",
            columns: [
                Column("domain"), Column("scorer"), Column("learned_from", header: "learned from"),
                Column("tokens", header: "training tokens", kind: .integer), Column("score"),
                Column("auroc", header: "AUROC, test", kind: .estimate(.decimal(digits: 3))),
                Column("wqd", header: "within problems, test", kind: .estimate(.decimal(digits: 3))),
                Column("candidates", kind: .integer),
            ],
            footnotes: [
                "AUROC: P(a right candidate scores above a wrong one), ties half, over all pairs and within problems, with "
                    + "95 % intervals over problems. Cards in the bundled folders have calibration, difficulties and steps."
            ])
        for domain in Domains.generated {
            for name in ScorerCatalogue.bundled(domain) {
                let folder = ScorerCatalogue.bundle(domain).appending(path: name)
                table.append(row(try ScorerCatalogue.load(folder, for: domain).information))
            }
        }
        return table
    }

    private static func row(_ scorer: ScorerInformation) -> [Cell] {
        func cell(_ estimate: ScorerEvaluation.Estimate?) -> Cell {
            estimate.map { .estimate($0.value, low: $0.low, high: $0.high) } ?? .missing
        }
        let ranking = scorer.test?.main
        return [
            .text(scorer.domain), .text(scorer.kind.rawValue), .text(scorer.generator), .integer(scorer.tokens),
            .text(ranking?.score ?? ""), cell(ranking?.overall), cell(ranking?.withinProblem),
            scorer.test.map { .integer($0.candidates) } ?? .missing,
        ]
    }
}
