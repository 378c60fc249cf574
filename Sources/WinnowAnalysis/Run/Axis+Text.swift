import Foundation
import WinnowBounds
public import WinnowCore
import WinnowReport
public import WinnowSelection

extension Axis {
    /// Amounts are written so for people.
    var style: NumberStyle {
        if case .flops = self { .scientific(digits: 2) } else { .decimal(digits: 1) }
    }

    /// Writes an amount with its unit.
    func text(_ amount: Double) -> String {
        switch self {
        case .flops: String(format: "%.2e FLOPs", amount)
        case .price: String(format: "%.1f units of price", amount)
        default: String(format: "%.1f ", amount) + unit
        }
    }
}

extension Price {
    /// Reads prices as they are typed: `tokens=1,calls=50,flops=0`; what is not named is free.
    ///
    /// - Throws: ``ExperimentError`` for another form, a negative price, or when everything is free.
    public init(parsing text: String) throws(ExperimentError) {
        let form =
            "write for example tokens=1,calls=50,flops=0, or distinct-calls for verdicts that are kept per answer, "
            + "or scorer-flops for those of scorers alone"
        self.init()
        var named: Set<String> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            let name = sides[0].trimmingCharacters(in: .whitespaces)
            guard sides.count == 2, let field = Self.fields.first(where: { $0.name == name })?.path,
                named.insert(name).inserted,
                let value = Double(sides[1].trimmingCharacters(in: .whitespaces)),
                (0...Double(Bounds.price.limit)).contains(value)
            else {
                throw ExperimentError("\"\(text)\" is not a list of prices", hint: form)
            }
            self[keyPath: field] = value
        }
        guard flop == 0 || scorerFlop == 0 else {
            throw ExperimentError(
                "\"\(text)\" prices the FLOPs of scorers twice, as flops holds them",
                hint: "give flops or scorer-flops")
        }
        guard Self.fields.contains(where: { self[keyPath: $0.path] > 0 }) else {
            throw ExperimentError("with the prices \"\(text)\" everything is free", hint: form)
        }
    }
}

extension Axis {
    /// A picture has this axis.
    var plotAxis: PlotAxis {
        PlotAxis("expected \(unit) per problem", scale: self == .samples ? .binary : .decimal)
    }
}

extension Price {
    /// It names what is not free, as users type it.
    var text: String {
        Self.fields.map { ($0.name, self[keyPath: $0.path]) }.filter { $0.1 > 0 }
            .map { "\($0.0)=\(String(format: "%g", $0.1))" }.joined(separator: ", ")
    }
}
