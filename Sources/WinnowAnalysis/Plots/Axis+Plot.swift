import Foundation
import WinnowReport
import WinnowSelection

extension Axis {
    /// The word in file names, as users type it.
    var name: String {
        switch self {
        case .samples: "samples"
        case .tokens: "tokens"
        case .flops: "flops"
        case .calls: "calls"
        case .distinctCalls: "distinct-calls"
        case .price: "price"
        }
    }

    /// The axis of a picture.
    var plotAxis: PlotAxis {
        PlotAxis("expected \(unit) per problem", scale: self == .samples ? .binary : .decimal)
    }
}

extension Price {
    /// What is not free, as users type it.
    var text: String {
        [("tokens", token), ("calls", call), ("distinct-calls", distinctCall), ("flops", flop)].filter { $0.1 > 0 }
            .map { "\($0.0)=\(String(format: "%g", $0.1))" }.joined(separator: ", ")
    }
}
