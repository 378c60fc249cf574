public import WinnowCatalogue
public import WinnowDomains

/// A reviser is a model of this program that answers from the second round on, reading what was wrong before.
public struct Reviser: Sendable {
    public let model: LoadedModel

    /// Writes what the model is asked: of a problem, the answer to revise (nil for none) and what is told of it.
    let prompt: @Sendable (_ specification: String, _ answer: String?, _ critiques: [Critique]) throws -> [Int]

    /// Makes a reviser of a domain.
    ///
    /// - Parameter prompt: writes the tokens of its prompt.
    public init<D: GeneratedDomain>(
        _ model: LoadedModel, of domain: D,
        prompt: @escaping @Sendable (_ problem: D.Problem, _ answer: String?, _ critiques: [Critique]) -> [Int]
    ) {
        self.model = model
        self.prompt = { specification, answer, critiques in
            prompt(try domain.problem(from: specification), answer, critiques)
        }
    }

    /// Loads a reviser of a domain.
    ///
    /// - Parameters:
    ///   - name: of a bundled one or of a folder, or `none`; nil for the bundled one that goes with the model, if any.
    ///   - generator: the model of the first answers.
    /// - Returns: nil for none.
    /// - Throws: ``ExperimentError`` where there is none of that name; `ModelError` for damaged files.
    public static func load(_ name: String?, with generator: String, of domain: any GeneratedDomain) throws -> Reviser?
    {
        guard name != "none" else { return nil }
        return try load(domain, name ?? ReviserCatalogue.name(for: generator, of: domain))
    }

    private static func load<D: GeneratedDomain>(_ domain: D, _ name: String?) throws -> Reviser? {
        guard let name else { return nil }
        let prompt = RevisionPrompt(domain)
        return Reviser(try ReviserCatalogue.load(name, for: domain).model, of: domain) { problem, answer, critiques in
            prompt.tokens(for: problem, revising: answer, critiques: critiques)
        }
    }
}
