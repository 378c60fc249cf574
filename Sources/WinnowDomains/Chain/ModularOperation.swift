/// An operation on residues modulo 97.
public enum ModularOperation: UInt8, CaseIterable, Hashable, Sendable {
    case add
    case subtract
    case multiply

    /// Appears in unchain's traces only, where it undoes a multiplication.
    case divide

    /// The prime that all values are reduced by.
    public static let modulus = 97

    /// The operation that undoes this one.
    public var inverse: ModularOperation {
        switch self {
        case .add: .subtract
        case .subtract: .add
        case .multiply: .divide
        case .divide: .multiply
        }
    }

    /// The symbol in texts and prompts.
    public var symbol: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        }
    }

    /// The residue `left ∘ right` in 0...96; both operands are in 0...96 and a divisor is not 0.
    func result(_ left: Int, _ right: Int) -> Int {
        let modulus = Self.modulus
        switch self {
        case .add: return (left + right) % modulus
        case .subtract: return (left - right + modulus) % modulus
        case .multiply: return left * right % modulus
        case .divide:
            precondition(right != 0, "division by zero modulo \(modulus)")
            // Fermat: right^(p - 2) is the inverse of right.
            var inverse = 1
            for _ in 0..<(modulus - 2) { inverse = inverse * right % modulus }
            return left * inverse % modulus
        }
    }
}
