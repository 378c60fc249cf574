public import WinnowCore
import WinnowDomains
public import WinnowStore

/// What to measure of an imperfect verifier.
public struct DialRequest: Hashable, Sendable {
    public var verifier: ImperfectVerifier
    /// Empty for 1, 2, 4 … up to the pool's size.
    public var budgets: [Int]
    /// What a wrong answer costs in right ones, each λ of right − λ·wrong.
    public var penalties: [Double]

    /// - Throws: ``ExperimentError`` for a λ that is negative or not finite.
    public init(_ verifier: ImperfectVerifier, budgets: [Int], penalties: [Double]) throws(ExperimentError) {
        for penalty in penalties where !penalty.isFinite || penalty < 0 {
            throw ExperimentError("λ = \(penalty) is no cost", hint: "give numbers from 0, such as 0,1,2,4,8")
        }
        self.verifier = verifier
        self.budgets = budgets
        self.penalties = penalties
    }
}

/// Imperfect verifiers on stored runs.
public enum Dialling {
    /// Judges what is not judged yet and stores it, then measures, one run after the other.
    ///
    /// - Throws: ``ExperimentError`` for runs or budgets that cannot be used; `CancellationError` when cancelled, with
    ///   the verdicts that were made kept.
    public static func reports(
        on runs: [Stored<RunRecord>], _ request: DialRequest, in store: Store, observe: WorkProgress.Observer
    ) async throws -> [DialReport] {
        var reports: [DialReport] = []
        for run in runs {
            // Reads the run first, so that a run or a budget that cannot be used stores nothing.
            let own = try RunPools(run, in: store, guesses: false)
            _ = try own.checkedBudgets(EstimationRequest(budgets: request.budgets.isEmpty ? [1] : request.budgets))
            guard let domain = own.domain else {
                throw ExperimentError(
                    "run \(run.id) is of free text, whose answers no verifier of winnow can judge",
                    hint: "dial a run with a domain")
            }
            let verifier = try await judge(run, domain, request.verifier, in: store, observe: observe)
            await observe(WorkProgress(task: "estimating", done: 0, total: 1, detail: own.title))
            let pools = try RunPools(run, in: store, guesses: false, verifier: verifier)
            reports.append(
                try await DialReport(
                    pools, request.verifier, budgets: request.budgets, penalties: request.penalties))
        }
        return reports
    }

    private static func judge(
        _ run: Stored<RunRecord>, _ domain: some Domain, _ verifier: ImperfectVerifier, in store: Store,
        observe: WorkProgress.Observer
    ) async throws -> RunVerifier {
        try await VerdictCompletion(store: store, run: run)(verifier, domain, observe: observe)
    }
}
