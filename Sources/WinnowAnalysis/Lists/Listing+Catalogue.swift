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
    /// Writes one line on a reviser that was made.
    public static func line(_ reviser: ReviserInformation) -> String {
        func text(_ evaluation: ReviserEvaluation?) -> String {
            guard let evaluation else { return "" }
            let rows = evaluation.rows.filter { $0.critique == "first" && $0.arm == .critiques || $0.arm == .continued }
            let shares = rows.map { String(format: "%@ %.1f %%", $0.arm.rawValue, 100 * $0.right.value) }
            return ", wrong answers made right on \(evaluation.split.rawValue): \(shares.joined(separator: ", "))"
        }
        return
            "\(reviser.domain) reviser of \(reviser.generator): \(reviser.data.first) + \(reviser.data.later) wrong answers"
            + "\(text(reviser.tune))\(text(reviser.test))\n"
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

    /// - Parameter folder: the scorers in it and below are listed, with their seeds and what they read beside the text; nil
    ///   for the bundled ones.
    static func scorersTable(in folder: String? = nil) throws -> Table {
        var table = Table(
            title: folder.map { "Scorers in \($0)" } ?? "Bundled scorers",
            columns: [
                Column("domain"), Column("scorer"), Column("learned_from", header: "learned from"),
                Column("training_tokens", header: "training tokens", kind: .integer), Column("score"),
                Column("auroc", header: "AUROC, test", kind: .estimate(.decimal(digits: 3))),
                Column("within", header: "within problems", kind: .estimate(.decimal(digits: 3))),
                Column("within_pairs", header: "within, by pairs", kind: .number(.decimal(digits: 3))),
                Column("within_distinct", header: "distinct texts", kind: .number(.decimal(digits: 3))),
                Column("mixed_problems", header: "mixed problems", kind: .integer), Column("problems", kind: .integer),
                Column("candidates", kind: .integer), Column("tokens", kind: .integer, isForPrograms: true),
                Column("wqd", kind: .estimate(.decimal(digits: 3)), isForPrograms: true),
            ] + (folder == nil ? [] : [Column("seed", kind: .integer), Column("reads")]),
            footnotes: [
                "AUROC on the test split: P(a right candidate scores above a wrong one), ties half, over all pairs and within "
                    + "problems that have both, with 95 % intervals over problems. The score is the one that ranks best on "
                    + "the half of tune that chooses. Cards in the bundled folders have learning curves, baselines and steps."
            ])
        if let folder {
            for scorer in try ScorerCatalogue.cards(in: folder) {
                let seed = Cell.integer(Int(clamping: scorer.data.seed))
                table.append(row(scorer) + [seed, .text(scorer.expectations?.name ?? "text alone")])
            }
            return table
        }
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
        let ranking = scorer.test.flatMap { test in
            test.ranking.first { $0.score == scorer.chosenScore } ?? test.main
        }
        let tokens = Cell.integer(scorer.tokens)
        return [
            .text(scorer.domain), .text(scorer.toolName), .text(scorer.generator), tokens,
            .text(ranking?.score ?? ""), cell(ranking?.overall), cell(ranking?.withinProblem),
            ranking?.withinPairs.map { .number($0.value) } ?? .missing,
            ranking?.withinDistinct.map { .number($0.value) } ?? .missing,
            ranking?.withinProblem.map { .integer($0.problems) } ?? .missing,
            scorer.test.map { .integer($0.problems) } ?? .missing,
            scorer.test.map { .integer($0.candidates) } ?? .missing, tokens, cell(ranking?.withinProblem),
        ]
    }
}
