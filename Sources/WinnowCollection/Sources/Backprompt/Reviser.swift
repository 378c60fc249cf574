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
}
