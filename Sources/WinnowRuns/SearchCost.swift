/// What the generator and the guide did for some candidates, in logical cost.
public struct SearchCost: Hashable, Sendable {
    /// The scorer whose scores hold the generator's shares.
    public static let generatorTool = "search-generator"

    /// The scorer whose scores hold the guide's shares and its last word on each candidate.
    public static let guideTool = "search-guide"

    /// Generated tokens, those of discarded branches included.
    public var tokens = 0
    /// Of the generator, without the prompt.
    public var flops = 0.0
    /// Of the guide.
    public var guideFlops = 0.0

    public init(tokens: Int = 0, flops: Double = 0.0, guideFlops: Double = 0.0) {
        self.tokens = tokens
        self.flops = flops
        self.guideFlops = guideFlops
    }

    public static func += (sum: inout SearchCost, part: SearchCost) {
        sum.tokens += part.tokens
        sum.flops += part.flops
        sum.guideFlops += part.guideFlops
    }

    /// The cost in equal shares, which add up to it.
    public func shares(among count: Int) -> [SearchCost] {
        (0..<count).map { place in
            SearchCost(
                tokens: tokens / count + (place < tokens % count ? 1 : 0), flops: flops / Double(count),
                guideFlops: guideFlops / Double(count))
        }
    }
}
