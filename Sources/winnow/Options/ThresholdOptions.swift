import ArgumentParser

/// A scorer made a verifier by a threshold.
struct ThresholdOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A scorer to place among verifiers, such as orm or prm-min, that accepts from a score on.",
            valueName: "score"))
    var scorer: String?

    @Option(
        help: ArgumentHelp(
            "The run of the tune split on which the scorer's threshold is chosen, of the same model.",
            valueName: "number"))
    var tuneRun: Int?

    /// Both, or neither.
    var choice: (name: String, tuneRun: Int64)? {
        guard let scorer, let tuneRun else { return nil }
        return (scorer, Int64(tuneRun))
    }

    func validate() throws {
        guard (scorer == nil) == (tuneRun == nil) else {
            throw ValidationError("--scorer and --tune-run go together: the threshold is chosen on the tune run.")
        }
    }
}
