/// How good a bundled generator is meant to be, by pass@1 at temperature 0.8 on the mixed tune set.
public enum GeneratorLevel: String, CaseIterable, Sendable, Codable {
    case weak
    case medium
    case strong

    /// The range that pass@1 should lie in.
    public var range: ClosedRange<Double> {
        switch self {
        case .weak: 0.05...0.15
        case .medium: 0.25...0.50
        case .strong: 0.60...0.90
        }
    }
}
