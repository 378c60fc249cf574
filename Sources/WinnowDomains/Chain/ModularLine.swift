/// One step of a trace as written: `s2 n62 * n9 = n73 ;`.
struct ModularLine: Hashable {
    let label: Int
    let left: Int
    let operation: ModularOperation
    let operand: Int
    let result: Int

    var tokens: [Int] {
        [
            ModularToken.step(label), ModularToken.number(left), ModularToken.operation(operation),
            ModularToken.number(operand), ModularToken.equals, ModularToken.number(result), ModularToken.semicolon,
        ]
    }

    init(label: Int, left: Int, operation: ModularOperation, operand: Int, result: Int) {
        self.label = label
        self.left = left
        self.operation = operation
        self.operand = operand
        self.result = result
    }

    /// Reads the seven tokens of a line, or returns nil when they are anything else.
    init?(_ tokens: ArraySlice<Int>) {
        let first = tokens.startIndex
        guard tokens.count == 7,
            let label = ModularToken.label(of: tokens[first]),
            let left = ModularToken.value(of: tokens[first + 1]),
            let operation = ModularToken.operation(of: tokens[first + 2]),
            let operand = ModularToken.value(of: tokens[first + 3]),
            tokens[first + 4] == ModularToken.equals,
            let result = ModularToken.value(of: tokens[first + 5]),
            tokens[first + 6] == ModularToken.semicolon
        else { return nil }
        self.init(label: label, left: left, operation: operation, operand: operand, result: result)
    }
}
