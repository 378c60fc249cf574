public import WinnowCore
public import WinnowDomains
import WinnowJSON
public import WinnowStore

/// A verifier that may err, whose verdicts are made after sampling.
public enum ImperfectVerifier: Hashable, Sendable {
    /// The grade with errors at given rates.
    case noisy(NoisyVerifier)
    /// A part of what the domain's own verifier checks.
    case partial(PartialChoice)

    /// The error for a run of free text.
    public static func freeText(_ run: RowID<RunRecord>) -> ExperimentError {
        ExperimentError(
            "run \(run) is of free text, whose answers no verifier of winnow can judge",
            hint: "dial a run with a domain")
    }

    /// The verifier as a tool of the store.
    ///
    /// - Throws: ``ExperimentError`` for a partial verifier that the domain does not have.
    public func tool(of domain: some Domain) throws(ExperimentError) -> ToolRecord {
        switch self {
        case .noisy(let verifier): verifier.tool
        case .partial(let choice): try choice.verifier(of: domain).tool
        }
    }
}

/// A partial verifier as the user names it: `value-only`, or with its extent `first-moves:3`.
public struct PartialChoice: Hashable, Sendable {
    public let name: String
    public let extent: Int?

    /// - Throws: ``ExperimentError`` when what follows the colon is no positive number.
    public init(parsing text: String) throws(ExperimentError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts[0])
        extent = parts.count > 1 ? Int(parts[1]) : nil
        guard parts.count == 1 || extent ?? 0 > 0 else {
            throw ExperimentError("\"\(text)\" is not NAME or NAME:m", hint: "write for example first-moves:3")
        }
    }

    /// The domain's verifier that is meant.
    ///
    /// - Throws: ``ExperimentError`` when the domain has none of this name, or none that has an extent.
    public func verifier<D: Domain>(of domain: D) throws(ExperimentError) -> any PartialVerifier<D.Problem> {
        let all = domain.partialVerifiers
        guard let verifier = all.first(where: { $0.name == name }) else {
            throw ExperimentError(
                all.isEmpty
                    ? "\(domain.name) has no partial verifier" : "\(domain.name) has no partial verifier \"\(name)\"",
                hint: all.isEmpty
                    ? "dial its verifier instead, with --tpr and --fpr"
                    : "it has \(all.map(\.name).joined(separator: ", "))")
        }
        guard let extent else { return verifier }
        guard verifier.extent != nil else {
            throw ExperimentError("\(name) has no number to set", hint: "write --partial \(name)")
        }
        return verifier.limited(to: extent)
    }

    /// The partial verifiers of all domains, a line each, for help.
    public static var list: String {
        func lines(_ domain: some Domain) -> [String] {
            domain.partialVerifiers.map { verifier in
                let extent = verifier.extent.map { ":m (default \($0.value))" } ?? ""
                return "  \(domain.name)  \(verifier.name)\(extent)  \(verifier.summary)"
            }
        }
        return Domains.all.flatMap { lines($0) }.joined(separator: "\n")
    }
}

extension PartialVerifier {
    /// The verifier as a tool of the store.
    public var tool: ToolRecord {
        ToolRecord(
            kind: .verifier, name: "partial-\(name)", version: 1,
            parametersJSON: JSONValue.object(extent.map { [($0.name, .integer($0.value))] } ?? []).json(.compact),
            declaration: ToolRecord.Declaration(declaration))
    }
}
