/// What the generator and the guide did for some candidates of a search, in logical cost.
public struct SearchCost: Hashable, Sendable {
    /// The name of the scorer whose scores hold the guide's last word on each candidate.
    public static let guideTool = "search-guide"

    /// Steps that were written, each read by the guide.
    public var calls = 0

    /// Generated tokens, those of discarded branches included.
    public var tokens = 0

    /// The generator's floating-point operations, without the prompt's.
    public var flops = 0.0

    /// The guide's floating-point operations.
    public var guideFlops = 0.0

    public init(calls: Int = 0, tokens: Int = 0, flops: Double = 0, guideFlops: Double = 0) {
        self.calls = calls
        self.tokens = tokens
        self.flops = flops
        self.guideFlops = guideFlops
    }

    public static func += (sum: inout SearchCost, part: SearchCost) {
        sum.calls += part.calls
        sum.tokens += part.tokens
        sum.flops += part.flops
        sum.guideFlops += part.guideFlops
    }
}
