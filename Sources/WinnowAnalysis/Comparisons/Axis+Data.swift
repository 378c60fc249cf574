import WinnowCore
import WinnowSelection
import WinnowStore

extension RunPools {
    /// - Throws: ``ExperimentError`` when what is spent on the axis is not known of the run.
    func require(_ axis: Axis) throws(ExperimentError) {
        let (usesTokens, usesFlops) =
            switch axis {
            case .tokens: (true, false)
            case .flops: (false, true)
            case .price(let price): (price.token > 0, price.flop > 0)
            case .samples, .calls, .distinctCalls: (false, false)
            }
        if usesTokens, !rates.hasTokens {
            throw ExperimentError(
                "run \(run.id) has no token counts", hint: "its file does not give them; use samples or calls")
        }
        if usesFlops, !knowsFlops {
            throw ExperimentError(
                "run \(run.id) has no floating-point operations: the size of its model is not known",
                hint: "use samples, tokens or calls")
        }
    }
}
