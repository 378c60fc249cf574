import WinnowCore
import WinnowSelection
import WinnowStore

extension RunPools {
    /// - Throws: ``ExperimentError`` when what is spent on the axis is not known of the run.
    func require(_ axis: Axis) throws(ExperimentError) {
        if axis.usesTokens, !rates.hasTokens {
            throw ExperimentError(
                "run \(run.id) has no token counts", hint: "its file does not give them; use samples or calls")
        }
        if axis.usesFlops, !knowsFlops {
            throw ExperimentError(
                "run \(run.id) has no floating-point operations: the size of its model is not known",
                hint: "use samples, tokens or calls")
        }
    }
}
