public import WinnowSelection

/// What all searches of a run share.
public struct SearchRules: Hashable, Sendable {
    /// Steps of which the best goes on: m.
    public var width: Int
    /// What a branch is worth, of the values of its steps.
    public var reduction: StepReduction
    /// After this many steps, branches run to their ends without guidance.
    public var steps: Int

    public init(width: Int, reduction: StepReduction, steps: Int) {
        self.width = width
        self.reduction = reduction
        self.steps = steps
    }
}
