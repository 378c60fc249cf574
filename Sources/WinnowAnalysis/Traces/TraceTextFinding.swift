public import WinnowDomains

/// What a validator says of one line.
public struct TraceTextFinding: Hashable, Sendable, CustomStringConvertible {
    /// The 1-based number of the line.
    public let line: Int

    /// The first error, or nil for a valid line.
    public let error: TraceError?

    /// The line's number and `valid`, or `invalid` with the error's class and 1-based operation, between tabs.
    public var description: String {
        guard let error else { return "\(line)\tvalid" }
        return "\(line)\tinvalid\t\(error.kind)\t\(error.step)"
    }
}
