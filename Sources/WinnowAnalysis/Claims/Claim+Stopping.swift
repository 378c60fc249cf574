import WinnowSelection

extension Claim {
    /// What stopping early is said to save and to cost.
    static let stopping = [
        keepsAccuracy("adaptive-beta", called: "adaptive-consistency", source: "arXiv 2305.11860"),
        savesSamples("adaptive-beta", called: "adaptive-consistency", source: "arXiv 2305.11860"),
        keepsAccuracy("esc", called: "esc", source: "arXiv 2401.10480"),
        savesSamples("esc", called: "esc", source: "arXiv 2401.10480"),
    ]

    private static func keepsAccuracy(_ strategy: String, called name: String, source: String) -> Claim {
        Claim(
            name: "\(name)-keeps-accuracy",
            statement: "With a cap of 40, \(strategy) is at most half a point less often right than 40 votes.",
            source: source, prediction: .above(-0.005), strategies: [strategy, "majority"]
        ) { .mean($0.difference(strategy, "majority", at: $0.cap)) }
    }

    private static func savesSamples(_ strategy: String, called name: String, source: String) -> Claim {
        Claim(
            name: "\(name)-saves-samples",
            statement: "With a cap of 40, \(strategy) saves more than 30 % of the samples.",
            source: source, prediction: .above(0.3), strategies: [strategy]
        ) { evidence in
            .mean(evidence.outcomes(strategy, evidence.cap).map { 1 - $0.samples / Double(evidence.cap) })
        }
    }
}
