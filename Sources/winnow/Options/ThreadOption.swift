import ArgumentParser
import Foundation

/// The option says how many threads a command uses.
struct ThreadOption: ParsableArguments {
    @Option(
        name: .customLong("threads"),
        help: ArgumentHelp("How many threads to use; never changes a result. (default: all cores)", valueName: "n"))
    private var requested: Int?

    var count: Int { requested ?? ProcessInfo.processInfo.activeProcessorCount }

    func validate() throws {
        if let requested, !(1...1024).contains(requested) { throw ValidationError("--threads must be in 1...1024.") }
    }
}
