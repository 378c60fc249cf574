public import WinnowCore
public import WinnowDomains
public import WinnowStore

/// Runs whose problems are free text: imported, or asked of an endpoint.
public enum TextRuns {
    /// The `problem_set.domain` of problems that no domain of Winnow knows.
    public static let domain = "text"

    /// The domain of a set, or nil for free text.
    ///
    /// - Throws: ``ExperimentError`` for a domain that this program does not know.
    public static func domain(
        of set: ProblemSetRecord, run: RowID<RunRecord>
    ) throws(ExperimentError) -> (any Domain)? {
        if set.domain == domain { return nil }
        guard let domain = Domains.named(set.domain) else {
            throw ExperimentError(
                "run \(run) is of the domain \"\(set.domain)\", which this winnow does not know", hint: "update winnow")
        }
        return domain
    }

    /// Finds what a verifier promises: nothing, where there is none or it does not say.
    public static func declaration(of verifier: RowID<ToolRecord>?, in store: Store) throws -> VerifierDeclaration {
        let declared = try verifier.flatMap { try store.tool($0).declaration }.flatMap(VerifierDeclaration.init)
        return declared
            ?? VerifierDeclaration(sound: false, complete: false, evidence: .answer, solvesTheProblem: false)
    }
}
