import WinnowCore
public import WinnowDomains
import WinnowRuns
import WinnowStore

/// The verifier judged a run, and is named by the user to be read in place of the domain's own.
public struct RunVerifier: Hashable, Sendable {
    /// The name is the tool's and, after a colon, its parameters: `dial:fpr=0.1,per=candidate,seed=1,tpr=0.9`.
    public let name: String

    /// It promises this.
    public let declaration: VerifierDeclaration

    let tool: RowID<ToolRecord>

    /// - Returns: nil for a tool that declares nothing.
    init?(_ tool: ToolRecord, id: RowID<ToolRecord>) {
        guard let declaration = tool.declaration.flatMap(VerifierDeclaration.init) else { return nil }
        name = ToolName.text(of: tool)
        self.declaration = declaration
        self.tool = id
    }

    /// Finds the verifier by its name; its parameters may come in any order.
    ///
    /// - Throws: ``ExperimentError`` that lists the verifiers of the run when there is none of this name.
    init(named name: String, of run: RowID<RunRecord>, in store: Store) throws {
        let known = try store.verifiers(of: run).compactMap { RunVerifier($0.record, id: $0.id) }
        // Of several versions the newest one.
        guard let found = known.last(where: { Self.parts(of: $0.name) == Self.parts(of: name) }) else {
            throw ExperimentError(
                "no verifier \"\(name)\" has judged run \(run)",
                hint: "those that have: \(known.map(\.name).joined(separator: ", ")); `winnow dial` makes others")
        }
        self = found
    }

    /// - Parameter unjudged: the answers of a run that it has not judged.
    /// - Throws: ``ExperimentError`` when there are any.
    func check(_ unjudged: Int, of run: RowID<RunRecord>) throws(ExperimentError) {
        guard unjudged == 0 else {
            throw ExperimentError(
                "\(unjudged) answers of run \(run) have no verdict of \(name)",
                hint: "the run has grown since; run the same `winnow dial` again to judge them")
        }
    }

    private static func parts(of name: String) -> [Substring] {
        let parts = name.split(separator: ":", maxSplits: 1)
        return parts.prefix(1) + (parts.count > 1 ? parts[1].split(separator: ",").sorted() : [])
    }
}
