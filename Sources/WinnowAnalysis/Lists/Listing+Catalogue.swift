import Foundation
public import WinnowCatalogue
import WinnowDomains
import WinnowModel
import WinnowReport
import WinnowScoring

extension Listing {
    static func modelsTable() throws -> Table {
        var table = Table(
            title: "Bundled models",
            columns: [
                Column("domain"), Column("model"), Column("style"), Column("parameters", kind: .integer),
                Column("tokens", header: "training tokens", kind: .integer),
                Column("tune", header: "pass@1, tune", kind: .estimate(.percent(digits: 1))),
                Column("test", header: "pass@1, test", kind: .estimate(.percent(digits: 1))),
            ],
            footnotes: [
                "pass@1: the mean accuracy of single samples at temperature 0.8. Models were chosen on tune, nothing on test."
            ])
        for domain in Domains.generated {
            for name in ModelCatalogue.bundled(domain) { table.append(try row(name, of: domain)) }
        }
        return table
    }

    private static func row(_ name: String, of domain: some GeneratedDomain) throws -> [Cell] {
        let model = try ModelCatalogue.load(name, for: domain)
        func cell(_ evaluation: GeneratorEvaluation?) -> Cell {
            evaluation.map { .estimate($0.passAt1, low: $0.low, high: $0.high) } ?? .missing
        }
        return [
            .text(domain.name), .text(name), .text(model.style.rawValue),
            .integer(model.parameters.configuration.parameterCount),
            model.information.map { .integer($0.tokens) } ?? .missing,
            cell(model.information?.tune), cell(model.information?.test),
        ]
    }
}

extension Listing {
    /// Writes one line on a scorer that was made.
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
