import Foundation
import WinnowCore
import WinnowProcess

/// A submission hands a script to Slurm.
public struct SlurmSubmission: Sendable {
    private let script: SlurmScript
    private let folder: String

    /// - Parameter folder: where the script is kept, made when there is none.
    public init(_ script: SlurmScript, in folder: String) {
        (self.script, self.folder) = (script, folder)
    }

    /// Writes the script and runs it, which calls sbatch.
    ///
    /// - Returns: what it says.
    /// - Throws: ``ExperimentError`` with what sbatch says when it refuses, or where there is none; a Foundation error when
    ///   the script cannot be written.
    public func submit() async throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = "\(folder)/submit.sh"
        try Data(script.text.utf8).write(to: URL(filePath: path), options: .atomic)
        let outcome = try await Program(named: "bash", [path]).run(outputLimit: 1 << 16, errorLimit: 4096)
        guard outcome.end == .status(0) else {
            let said = String(decoding: outcome.messages, as: UTF8.self).split(whereSeparator: \.isNewline)
            throw ExperimentError(
                "Slurm did not take the tasks" + (said.isEmpty ? "" : ": \(said.joined(separator: "; "))"),
                hint: "run this where sbatch works, or see the script with --print")
        }
        return String(decoding: outcome.output, as: UTF8.self)
    }
}
