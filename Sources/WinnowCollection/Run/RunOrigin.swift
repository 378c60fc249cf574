import WinnowCore
import WinnowJSON
import WinnowRuns
import WinnowText

/// The origin of a run says which program began it, and on which machine.
enum RunOrigin {
    /// Adds it to the settings of a run: it decides nothing of the run's candidates, and is no part of its identity.
    static func added(to settings: String) -> String {
        guard case .object(var members)? = try? JSONValue(parsing: settings) else { return settings }
        members[ExactText(SourceParameters.commitName)] = .string(ProgramCommit.current)
        members[ExactText(SourceParameters.machineName)] = .string(Machine.description)
        return JSONValue.object(members).json(.compact)
    }
}
