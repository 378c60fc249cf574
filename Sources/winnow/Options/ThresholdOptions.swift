import ArgumentParser

/// Learned scorers that are looked at as verifiers.
struct ThresholdOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Scorers to place among verifiers, separated by commas, such as orm or prm-min, that accept from a score on.",
            valueName: "scores"))
    var scorer: CommaList<String> = []

    @Option(
        help: ArgumentHelp(
            "The run of the tune split on which the scorer's threshold is chosen, of the same model.",
            valueName: "number"))
    var tuneRun: Int?

    /// Both, or neither.
    var choice: (names: [String], tuneRun: Int64)? {
        guard !scorer.elements.isEmpty, let tuneRun else { return nil }
        return (scorer.elements, Int64(tuneRun))
    }

    func validate() throws {
        guard scorer.elements.isEmpty == (tuneRun == nil) else {
            throw ValidationError("--scorer and --tune-run go together: the threshold is chosen on the tune run.")
        }
    }
}
