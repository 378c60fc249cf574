import Foundation
import WinnowReport
import WinnowSelection

extension Axis {
    /// The axis of a picture.
    var plotAxis: PlotAxis {
        PlotAxis("expected \(unit) per problem", scale: self == .samples ? .binary : .decimal)
    }
}

extension Price {
    /// What is not free, as users type it.
    var text: String {
        Self.fields.map { ($0.name, self[keyPath: $0.path]) }.filter { $0.1 > 0 }
            .map { "\($0.0)=\(String(format: "%g", $0.1))" }.joined(separator: ", ")
    }
}
