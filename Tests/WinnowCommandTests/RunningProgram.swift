import Foundation

/// The built program while it runs, to be killed in the middle.
final class RunningProgram {
    private let process = Process()
    private let folder: TemporaryFolder
    private let errors: URL

    init(_ arguments: [String]) throws {
        folder = try TemporaryFolder()
        errors = try folder.write("", to: "err")
        process.executableURL = Call.program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    /// Waits until the condition holds; false when the program ended before.
    ///
    /// Blocks its thread, because other tests may keep all of the cooperative threads busy when it matters.
    func wait(until condition: () throws -> Bool) rethrows -> Bool {
        while process.isRunning {
            if try condition() { return true }
            Thread.sleep(forTimeInterval: 0.003)
        }
        return false
    }

    /// Sends a signal and waits for the end.
    ///
    /// - Returns: the exit status, or 128 and the number of the signal that ended it; what is on standard error.
    func end(with signal: Int32) throws -> (status: Int32, error: String) {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        let status = process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
        return (status, try String(contentsOf: errors, encoding: .utf8))
    }
}
