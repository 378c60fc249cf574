import WinnowCatalogue
public import WinnowCore
public import WinnowDomains

/// Validates traces in a published text grammar, one line for prompt and trace.
public struct TraceTextCheck: Sendable {
    private let rules: any TraceTextValidator

    /// - Parameters:
    ///   - domain: a domain with published text grammars, such as `maze`.
    ///   - size: columns and rows of all grids, such as `10x10`; nil for the smallest that holds a line's cells.
    /// - Throws: ``ExperimentError`` for another domain or a size that cannot be read.
    public init(
        domain name: String, dialect: MazeTraceDialect, mode: MazeTraceMode, size: String? = nil
    ) throws(ExperimentError) {
        func validator(
            of domain: any Domain, size: (columns: Int, rows: Int)? = nil
        ) -> (any TraceTextValidator)? {
            (domain as? any TracedDomain)?
                .traceTextValidator(dialect: dialect.rawValue, mode: mode.rawValue, size: size)
        }
        let domain = try DomainChoice.named(name)
        guard validator(of: domain) != nil,
            let rules = validator(of: domain, size: try size.map(Self.size))
        else {
            let names = Domains.all.filter { validator(of: $0) != nil }.map(\.name).joined(separator: ", ")
            throw ExperimentError(
                "\(name) has no published trace grammar", hint: "only traces of \(names) can be validated as text")
        }
        self.rules = rules
    }

    /// Calls `body` with what is found in each line of a file, or of standard input for `-`.
    ///
    /// - Returns: whether all lines are valid, which no lines are too.
    /// - Throws: ``ExperimentError`` when the file cannot be read.
    /// - Complexity: linear in the lines, in the memory of the longest one.
    public func check(linesOf path: String, _ body: (TraceTextFinding) -> Void) throws(ExperimentError) -> Bool {
        var number = 0
        var areAllValid = true
        try TextLines.forEach(in: path) { line in
            number += 1
            let finding = TraceTextFinding(line: number, error: rules.firstError(in: line))
            areAllValid = areAllValid && finding.error == nil
            body(finding)
        }
        return areAllValid
    }

    private static func size(_ text: String) throws(ExperimentError) -> (columns: Int, rows: Int) {
        let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { side in
            side.allSatisfy(\.isNumber) ? Int(side) : nil
        }
        guard sides.count == 2, let width = sides[0], let height = sides[1],
            (1...Maze.longestSide).contains(width), (1...Maze.longestSide).contains(height)
        else {
            throw ExperimentError(
                "\"\(text)\" is not a size", hint: "give columns x rows up to \(Maze.longestSide), such as 10x10")
        }
        return (width, height)
    }
}

/// A validator says this of one line.
public struct TraceTextFinding: Hashable, Sendable, CustomStringConvertible {
    /// The line has this 1-based number.
    public let line: Int

    /// The error is the first one; nil for a valid line.
    public let error: TraceError?

    /// The description is the line's number and `valid`, or `invalid` with the error's class and 1-based operation,
    /// between tabs.
    public var description: String {
        guard let error else { return "\(line)\tvalid" }
        return "\(line)\tinvalid\t\(error.kind)\t\(error.step)"
    }
}
