public import Foundation
import WinnowCore
public import WinnowDomains
public import WinnowModel
public import WinnowScoring
public import WinnowSelection

/// A scorer ready to be used, with all that identifies it.
public struct LoadedScorer: Sendable {
    public let folder: URL
    public let information: ScorerInformation

    /// The weights are nil for a logistic model.
    public let parameters: Parameters?

    /// The model whose expectations it reads; nil for one that reads the text alone.
    public let expectations: Parameters?

    /// The hash is of the weights: `cat model.safetensors config.json | sha256sum`; of a logistic model, of `winnow.json`.
    public let sha256: String

    /// One target of a process scorer, or an outcome scorer, as a guide of searches; nil for other kinds.
    ///
    /// - Parameter target: read by process scorers only.
    public func stepScorer(_ target: ProcessLabel = .policyValue) -> StepScorer? {
        guard let parameters, information.kind.valueHeads > 0 else { return nil }
        return StepScorer(
            ValueScorer(parameters, expectations: expectations), head: information.kind == .prm ? target.head : 0)
    }
}

/// The bundled scorers, and any folder that holds one.
public enum ScorerCatalogue {
    /// The folder of a domain's bundled scorers: `<kind>-<generator>/` each.
    public static func bundle(_ domain: some GeneratedDomain) -> URL {
        ModelCatalogue.bundle.appending(path: "\(domain.name)/scorers")
    }

    /// The bundled scorers of a domain, kind by kind, of weak to strong generators.
    public static func bundled(_ domain: some GeneratedDomain) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: bundle(domain).path)) ?? []
        let rungs = (1...mostRungs).map { "\(ScorerKind.orm.rawValue)-\($0)" }
        let order = (ScorerKind.allCases.map(\.rawValue) + rungs).flatMap { name in
            GeneratorLevel.allCases.map { "\(name)-\($0.rawValue)" }
        }
        return names.filter { name in
            let file = bundle(domain).appending(path: "\(name)/\(ScorerInformation.fileName)")
            return FileManager.default.fileExists(atPath: file.path)
        }.sorted { one, other in
            (order.firstIndex(of: one) ?? order.count, one) < (order.firstIndex(of: other) ?? order.count, other)
        }
    }

    /// A ladder of training lengths has at most so many rungs.
    private static let mostRungs = 9

    /// The names of bundled scorers: kinds, and the rungs of ladders such as `orm-2`. Folders are looked at once, as every
    /// parse of a command line asks for the names several times.
    public static let names: [String] = {
        let rungs = Set(Domains.traced.flatMap { bundled($0) }).compactMap { name -> String? in
            let parts = name.split(separator: "-")
            return parts.count == 3 && Int(parts[1]) != nil ? "\(parts[0])-\(parts[1])" : nil
        }
        return ScorerKind.allCases.map(\.rawValue) + Set(rungs).sorted()
    }()

    /// Loads the bundled scorer of a name that learned from a generator.
    ///
    /// - Parameter scorer: one of ``names``.
    /// - Throws: ``ExperimentError`` when there is none, `ModelError` for damaged files.
    public static func load(
        _ scorer: String, generator: String, for domain: some GeneratedDomain
    ) throws -> LoadedScorer {
        let name = "\(scorer)-\(generator)"
        let folder = bundle(domain).appending(path: name)
        guard FileManager.default.fileExists(atPath: folder.path) else {
            let known = bundled(domain).filter { $0.hasPrefix(scorer + "-") }
            let generators = known.map { $0.dropFirst(scorer.count + 1) }
                .filter { GeneratorLevel(rawValue: String($0)) != nil }
            throw ExperimentError(
                "no \(scorer) scorer of \(domain.name) learned from \"\(generator)\"",
                hint: generators.isEmpty
                    ? "train one with `winnow train scorer`"
                    : "use that of another generator with --from-generator \(generators.joined(separator: ","))")
        }
        return try load(folder, for: domain)
    }

    /// Loads a scorer's folder.
    ///
    /// - Throws: ``ExperimentError`` when it is of another domain or no scorer, `ModelError` for damaged files.
    public static func load(_ folder: URL, for domain: some GeneratedDomain) throws -> LoadedScorer {
        let file = folder.appending(path: ScorerInformation.fileName)
        guard let data = try? Data(contentsOf: file) else {
            throw ExperimentError(
                "\(folder.path) holds no scorer", hint: "give a folder that `winnow train scorer` wrote")
        }
        guard let information = try? JSONDecoder().decode(ScorerInformation.self, from: data) else {
            throw ModelError(
                "'\(file.path)' is damaged: it is no card of a scorer", hint: "train the scorer again, or copy it whole"
            )
        }
        guard information.domain == domain.name else {
            throw ExperimentError(
                "the scorer in \(folder.path) is of the domain \(information.domain), not of \(domain.name)",
                hint: "score runs of its own domain")
        }
        var digest = Digest()
        guard information.kind != .logistic else {
            guard information.logistic?.fits(CandidateFeatures.names) == true else { throw damaged(file) }
            digest.combine(data)
            return LoadedScorer(
                folder: folder, information: information, parameters: nil, expectations: nil, sha256: digest.hexadecimal
            )
        }
        let model = try ModelFolder(contentsOf: folder)
        let symbols =
            domain.vocabulary.symbols + information.kind.reservedSymbols
        let heads = information.kind.valueHeads
        guard model.symbols == symbols, model.parameters.configuration.valueHeads == heads else { throw damaged(file) }
        for name in ["model.safetensors", "config.json"] {
            digest.combine(try Data(contentsOf: folder.appending(path: name)))
        }
        return LoadedScorer(
            folder: folder, information: information, parameters: model.parameters,
            expectations: try expectations(of: information, in: folder, for: domain), sha256: digest.hexadecimal)
    }

    /// Reads the cards of all scorers in a folder and below, by domain, name, what they read and seed; no weights are loaded.
    ///
    /// - Throws: ``ExperimentError`` where there is none.
    public static func cards(in folder: String) throws -> [ScorerInformation] {
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let cards = files.filter { ($0 as NSString).lastPathComponent == ScorerInformation.fileName }.compactMap {
            file in
            (try? Data(contentsOf: URL(filePath: folder).appending(path: file)))
                .flatMap { try? JSONDecoder().decode(ScorerInformation.self, from: $0) }
        }
        guard !cards.isEmpty else {
            throw ExperimentError(
                "there is no scorer in '\(folder)' or below",
                hint: "give a folder that `winnow train scorer` wrote into")
        }
        func order(_ card: ScorerInformation) -> [String] { [card.domain, card.name, card.expectations?.name ?? ""] }
        return cards.sorted { one, other in
            let (first, second) = (order(one), order(other))
            return first == second ? one.data.seed < other.data.seed : first.lexicographicallyPrecedes(second)
        }
    }

    /// The folder of a model that is not bundled, inside that of the scorer that reads its expectations.
    public static let expectationsFolder = "expectations"

    /// The model whose expectations a scorer reads, nil where it reads none: the one inside the scorer's folder, or a
    /// bundled one.
    private static func expectations(
        of information: ScorerInformation, in folder: URL, for domain: some GeneratedDomain
    ) throws -> Parameters? {
        guard let reference = information.expectations else { return nil }
        let inside = folder.appending(path: expectationsFolder)
        let isInside = FileManager.default.fileExists(atPath: inside.path)
        let model = try ModelCatalogue.load(isInside ? inside.path : reference.name, for: domain)
        guard model.sha256 == reference.sha256 else {
            throw ModelError(
                "the scorer in \(folder.path) reads a model that is not the present \(reference.name)",
                hint: "train the scorer again")
        }
        return model.parameters
    }

    private static func damaged(_ file: URL) -> ModelError {
        ModelError("\(file.path) does not fit the files beside it", hint: "train the scorer again")
    }
}
