/// The critics of plans, whatever words they are in.
///
/// Source: the critics of the blocks world of LLM-Modulo, Kambhampati et al., arXiv 2402.01817, section 3.
enum PlanCritics {
    static let all = [
        Critic(
            "form",
            kinds: [
                "malformed", "malformed_line", "unknown_action", "unknown_object", "wrong_arity", "wrong_type",
                Critique.noAnswerKind,
            ]),
        Critic("executability", kinds: ["unmet_precondition"]),
        Critic("goal", kinds: ["goal_not_reached"]),
    ]
}
