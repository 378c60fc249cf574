import ArgumentParser

/// The option says whether progress is shown.
struct QuietOption: ParsableArguments {
    @Flag(name: .customLong("quiet"), help: "Show no progress.")
    var isQuiet = false

    /// The bar that shows the progress of a command.
    var progressBar: ProgressBar { ProgressBar(isHidden: isQuiet) }
}
