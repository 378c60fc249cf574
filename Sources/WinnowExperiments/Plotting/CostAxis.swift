import WinnowReport
import WinnowSelection

/// What a strategy may spend, or is expected to spend, per problem.
public enum CostAxis: String, CaseIterable, Sendable {
    /// The cap on samples, whether used up or not.
    case budget
    case samples
    case tokens
    case flops
    case calls

    var axis: PlotAxis {
        switch self {
        case .budget: PlotAxis("budget: samples at most", scale: .binary)
        case .samples: PlotAxis("expected samples per problem", scale: .binary)
        case .tokens: PlotAxis("expected generated tokens per problem", scale: .decimal)
        case .flops: PlotAxis("expected FLOPs per problem", scale: .decimal)
        case .calls: PlotAxis("expected verifier calls per problem", scale: .decimal)
        }
    }

    func value(_ row: StrategySummary) -> Double {
        switch self {
        case .budget: Double(row.budget)
        case .samples: row.spent.samples
        case .tokens: row.spent.tokens
        case .flops: row.spent.flops
        case .calls: row.spent.verifierCalls
        }
    }
}
