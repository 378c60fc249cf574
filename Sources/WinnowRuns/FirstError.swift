import WinnowJSON
public import WinnowStore

/// The first wrong step of a solution, as labels, process scorers and programs say it.
///
/// What names a step is stored as the scores of the steps that it speaks of: 1 before the first wrong step and 0 for it,
/// or 1 for all where none is wrong.
///
/// Source: Lightman et al., arXiv 2305.20050, section 2.6; Zheng et al., arXiv 2412.06559.
public enum FirstError {
    /// The labels of a file have this name among the scorers of a run.
    public static let labels = "label"

    /// The mark stands in the parameters of a tool that names the step itself.
    public static let mark = "first-error"

    /// Makes the scores of the steps that are spoken of.
    ///
    /// - Parameters:
    ///   - first: the 0-based index of the first wrong step; nil for none.
    ///   - steps: how many the solution has.
    public static func scores(_ first: Int?, of steps: Int) -> [Double] {
        first.map { [Double](repeating: 1, count: $0) + [0] } ?? [Double](repeating: 1, count: steps)
    }

    /// Tells whether a tool names the step itself, so that no threshold is needed.
    public static func isNamed(by tool: ToolRecord) -> Bool {
        guard tool.kind == .scorer, tool.parametersJSON.contains("\"gives\"") else { return false }
        return (try? JSONValue(parsing: tool.parametersJSON))?["origin"]?["gives"]?.string == mark
    }

    /// Takes a completion apart at its blank lines; a completion without any is one step.
    public static func steps(of completion: String) -> [String] {
        var steps: [String] = []
        var step = String.UnicodeScalarView()
        for scalar in completion.unicodeScalars {
            if scalar == "\n", step.last == "\n" {
                step.removeLast()
                steps.append(String(step))
                step = String.UnicodeScalarView()
            } else {
                step.append(scalar)
            }
        }
        return steps + [String(step)]
    }

    /// Tells whether a file brought labels of the steps of a run.
    ///
    /// - Complexity: linear in the run's scores.
    public static func isLabelled(_ run: RowID<RunRecord>, in store: Store) throws -> Bool {
        try hasSteps(run, scoredBy: labels, in: store)
    }

    /// Tells whether a scorer of this name has scored the steps of any candidate of a run.
    ///
    /// - Complexity: linear in the run's scores.
    public static func hasSteps(
        _ run: RowID<RunRecord>, scoredBy name: String, in store: Store
    ) throws -> Bool {
        var hasSteps = false
        for scorer in try store.scorers(of: run) where scorer.record.name == name {
            try store.forEachStepScore(of: run, by: scorer.id) { _ in hasSteps = true }
        }
        return hasSteps
    }
}
