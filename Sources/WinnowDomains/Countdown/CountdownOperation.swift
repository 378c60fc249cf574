/// One of the four operations.
enum CountdownOperation: UInt8, CaseIterable {
    case add
    case subtract
    case multiply
    case divide

    /// The largest result of a move in a trace.
    static let largestResult = 200

    var symbol: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        }
    }

    /// The result of a move, or nil where it is not a positive integer up to 200; both operands are positive.
    func result(_ left: Int, _ right: Int) -> Int? {
        switch self {
        case .add: return left + right <= Self.largestResult ? left + right : nil
        case .subtract: return left > right ? left - right : nil
        case .multiply: return left * right <= Self.largestResult ? left * right : nil
        case .divide: return left.isMultiple(of: right) ? left / right : nil
        }
    }
}
