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

    @Test("every bundled reviser loads with its figures, beside the control that gives its first answers")
    func revisers() throws {
        func check(_ domain: some GeneratedDomain) throws -> Int {
            let names = ReviserCatalogue.bundled(domain)
            for name in names {
                let reviser = try ReviserCatalogue.load(name, for: domain)
                #expect(reviser.information.domain == domain.name)
                #expect((reviser.information.arm == .shuffled) == name.hasSuffix("-shuffled"))
                if reviser.information.arm == .critiques { #expect(reviser.information.test?.rows.count == 8) }
            }
            guard !names.isEmpty else { return 0 }
            #expect(names == ["medium", "medium-shuffled"])
            #expect(try ModelCatalogue.load("continued", for: domain).information?.test != nil)
            #expect(ReviserCatalogue.name(for: "continued", of: domain) == "medium")
            return names.count
        }
        #expect(try Domains.generated.reduce(0) { try $0 + check($1) } > 0)
    }

    @Test("a damaged card is called damaged, and not taken for a missing one")
    func damagedCards() throws {
        let folder = try TemporaryFolder()
        let chain = ChainDomain()
        for name in ["revisers/medium", "scorers/orm-medium"] {
            let own = folder.url.appending(path: name.replacing("/", with: "-"))
            try FileManager.default.copyItem(at: ModelCatalogue.bundle.appending(path: "maze/\(name)"), to: own)
            try Data("{\"domain\": 3}".utf8).write(to: own.appending(path: "winnow.json"))
            let error = #expect(throws: ModelError.self) {
                if name.hasPrefix("revisers") {
                    _ = try ReviserCatalogue.load(own.path, for: chain)
                } else {
                    _ = try ScorerCatalogue.load(own, for: chain)
                }
            }
            #expect(error?.description.contains("is damaged") == true)
        }
    }
}
