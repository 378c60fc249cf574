public import Foundation

/// Snapshots were to be written anew where the ones that are kept are to be checked.
public struct RecordingRefused: Error, CustomStringConvertible {
    public let description: String
}

/// Tells whether a variable of the environment asks that snapshots are written anew instead of compared.
///
/// - Throws: ``RecordingRefused`` on machines that check a change, which set `CI`: there every snapshot would be right.
public func isRecording(
    _ variable: String, environment: [String: String] = ProcessInfo.processInfo.environment
) throws(RecordingRefused) -> Bool {
    guard environment[variable] != nil else { return false }
    guard environment["CI"] == nil else {
        throw RecordingRefused(description: "\(variable) is set beside CI, where snapshots are compared")
    }
    return true
}
