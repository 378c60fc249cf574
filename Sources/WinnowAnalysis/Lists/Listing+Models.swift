import Foundation
import WinnowCatalogue
import WinnowDomains
import WinnowModel
import WinnowReport

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
