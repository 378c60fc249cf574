import Foundation
import TestSupport
import Testing
import WinnowDomains
import WinnowModel

@testable import WinnowCatalogue
@testable import WinnowCore

@Suite("Models")
struct ModelCatalogueTests {
    /// A bundled model of a domain.
    struct Bundled: Sendable, CustomTestStringConvertible {
        let domain: String
        let name: String
        var testDescription: String { "\(domain) \(name)" }
    }

    static let bundled = Domains.generated.flatMap { domain in
        ModelCatalogue.bundled(domain).map { Bundled(domain: domain.name, name: $0) }
    }

    @Test("a bundled model loads, fits its domain and has a card that says how to make it", arguments: bundled)
    func card(model: Bundled) throws {
        let domain = try #require(Domains.named(model.domain) as? any GeneratedDomain)
        let loaded = try ModelCatalogue.load(model.name, for: domain)
        #expect(loaded.name == model.name)
        #expect(loaded.symbols == domain.vocabulary.symbols)
        let information = try #require(loaded.information)
        #expect(information.name == model.name && information.domain == model.domain)
        #expect((information.style == .answerOnly) == (model.name == "answer-only"))
        #expect(information.command.contains("train") && information.command.contains(model.domain))
        for evaluation in [information.tune, information.test].compactMap({ $0 }) {
            #expect(evaluation.low <= evaluation.passAt1 && evaluation.passAt1 <= evaluation.high)
        }
        #expect(information.tune?.split == .tune && information.test?.split == .test)
        let text = try String(contentsOf: loaded.folder.appending(path: "README.md"), encoding: .utf8)
        #expect(text.hasPrefix("# \(model.domain) \(model.name)\n"))
    }

    @Test(
        "the accuracy on a medium model's card is what the model achieves",
        arguments: bundled.filter { $0.name == "medium" })
    func accuracy(model: Bundled) async throws {
        let domain = try #require(Domains.named(model.domain) as? any GeneratedDomain)
        let loaded = try ModelCatalogue.load(model.name, for: domain)
        let tune = try #require(loaded.information?.tune)
        let measured = try await GeneratorEvaluation.measure(
            loaded.parameters, on: domain, split: .tune, problems: tune.problems, samples: tune.samples,
            temperature: tune.temperature, seed: 1, threads: 2)
        // The same candidates as the card's; a portable build's bits may turn a few of them.
        #expect(abs(measured.passAt1 - tune.passAt1) < 0.01)
    }

    @Test("bundled models go from weak to strong")
    func order() {
        let levels = ["weak", "medium", "strong"]
        for domain in Domains.generated {
            let names = ModelCatalogue.bundled(domain)
            #expect(Array(names.prefix { levels.contains($0) }) == levels.filter(names.contains))
        }
    }

    @Test("a folder is known by its name and by the hash of its weights")
    func folder() throws {
        let chain = ChainDomain()
        let (one, same, other) = (
            try TinyModel.load(chain), try TinyModel.load(chain), try TinyModel.load(chain, seed: 2)
        )
        #expect(one.name == "tiny-1" && one.style == .traced && one.information == nil)
        #expect(one.sha256 == same.sha256 && one.sha256 != other.sha256)
    }

    @Test("a folder of another domain, an unknown name and a damaged card are refused")
    func refused() throws {
        let folder = try TemporaryFolder()
        try TinyModel.write(ChainDomain(), to: folder.url)
        #expect(throws: Never.self) { try ModelCatalogue.load(folder.url.path, for: ChainDomain()) }
        let vocabulary = #expect(throws: ModelError.self) {
            try ModelCatalogue.load(folder.url.path, for: UnchainDomain())
        }
        #expect(vocabulary?.problem.contains("was not made for unchain") == true)
        #expect(throws: ExperimentError.self) { try ModelCatalogue.load("nobody", for: ChainDomain()) }
        #expect(throws: ExperimentError.self) {
            try ModelCatalogue.load(folder.path("config.json"), for: ChainDomain())
        }
        try Data("{}".utf8).write(to: folder.url.appending(path: "winnow.json"))
        let card = #expect(throws: ModelError.self) { try ModelCatalogue.load(folder.url.path, for: ChainDomain()) }
        #expect(card?.problem.contains("winnow.json") == true)
    }
}
