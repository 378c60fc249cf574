import ArgumentParser
import WinnowCollection

/// Learned scorers for stored candidates.
struct ScorerOptionGroup: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Learned scorers, separated by commas: \(ScoringRequest.names.joined(separator: ", ")), or folders that winnow "
                + "train scorer wrote.", valueName: "names"), completion: .list(ScoringRequest.names))
    var scorer: CommaList<String> = []

    @Option(
        help: ArgumentHelp(
            "Use the scorers of these generators, separated by commas; those of another than the run's own are stored as "
                + "orm@weak. (default: each run's own)", valueName: "models"))
    var fromGenerator: CommaList<String> = []

    func request(runs: [Int], verifications: Int, seed: UInt64, threads: Int) -> ScoringRequest {
        ScoringRequest(
            scorers: scorer.elements, runs: runs, generators: fromGenerator.elements, verifications: verifications,
            seed: seed, threads: threads)
    }
}
