public import WinnowStore

/// A tool's name is what users call it.
public enum ToolName {
    /// The name and, after a colon, the parameters that tell tools of one name apart; where a tool came from, its
    /// `origin`, is not among them.
    public static func text(of tool: ToolRecord) -> String {
        // One JSON object of numbers and words, whose punctuation reads as `name=value`.
        guard !tool.parametersJSON.hasPrefix("{\"origin\"") else { return tool.name }
        let parameters = tool.parametersJSON.filter { !#"{}" "#.contains($0) }.replacing(":", with: "=")
        return parameters.isEmpty ? tool.name : "\(tool.name):\(parameters)"
    }
}
