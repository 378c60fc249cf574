import WinnowJSON
public import WinnowStore

/// Programs that choose among candidates are stored as tools that give the chosen ones a number.
public enum ProgramChoice {
    /// The mark stands in the tool's parameters.
    public static let mark = "choice"

    /// Tells whether a tool chooses among candidates, so that its numbers are no scores.
    public static func isChooser(_ tool: ToolRecord) -> Bool {
        guard tool.kind == .scorer, tool.parametersJSON.contains("\"gives\"") else { return false }
        return (try? JSONValue(parsing: tool.parametersJSON))?["origin"]?["gives"]?.string == mark
    }
}
