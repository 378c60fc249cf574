import ArgumentParser
import WinnowAnalysis
import WinnowSelection

/// The names of the axes of cost.
enum AxisName: String, CaseIterable, ExpressibleByArgument {
    case samples
    case tokens
    case allTokens = "all-tokens"
    case flops
    case calls
    case distinctCalls = "distinct-calls"
    case price
}

/// The option says what things cost, where an axis is a price.
struct PriceOption: ParsableArguments {
    @Option(
        name: .customLong("price"),
        help: ArgumentHelp(
            "What one of each costs: tokens, calls or distinct-calls, flops; what is left out is free.",
            valueName: "tokens=1,calls=50"))
    private var text: String?

    /// Checks that there are prices exactly if the axis is one.
    func validate(with name: AxisName?) throws {
        guard (name == .price) == (text != nil) else {
            throw ValidationError(
                name == .price
                    ? "A price needs --price, such as --price tokens=1,calls=50." : "--price needs the axis price.")
        }
    }

    /// The prices, where the user gives some.
    var given: Price? {
        get throws { try text.map { try Price(parsing: $0) } }
    }

    /// The axis of a name.
    func axis(_ name: AxisName) throws -> Axis {
        switch name {
        case .samples: .samples
        case .tokens: .tokens
        case .allTokens: .allTokens
        case .flops: .flops
        case .calls: .calls
        case .distinctCalls: .distinctCalls
        case .price: .price(try Price(parsing: text ?? ""))
        }
    }
}
