/// A plan state is where a step of an answer leads, for those who look at a plan step by step.
public struct PlanState: Hashable, Sendable {
    /// The step is written as the domain has it, such as `b4 T` or `(pick-up a)`.
    public let step: String

    /// The state behind the step: stacks as `[ b0 b2 ] [ b1 ]`, or the atoms that hold; nil where the step cannot be made.
    public let state: String?

    /// It says why the step cannot be made; nil where it can.
    public let fault: String?

    public init(step: String, state: String?, fault: String? = nil) {
        (self.step, self.state, self.fault) = (step, state, fault)
    }
}
