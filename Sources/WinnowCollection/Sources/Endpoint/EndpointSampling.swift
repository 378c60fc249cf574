import Foundation
public import WinnowCore
public import WinnowEndpoint
import WinnowSelection
public import WinnowStore

/// Draws the candidates of a plan from a server, as far as the store does not have them.
public struct EndpointSampling: Sendable {
    private let client: EndpointClient
    private let store: Store

    public init(_ client: EndpointClient, store: Store) {
        self.client = client
        self.store = store
    }

    /// What came of it.
    public struct Summary: Sendable {
        public var run: RowID<RunRecord>

        /// Candidates stored by this call, and those that are there now.
        public var added = 0
        public var total = 0
        public var problems = 0

        /// Problems that a stopping rule ended before all candidates were drawn.
        public var stopped = 0
        public var spent: EndpointLedger.Amount
        public var cost = 0.0
        public var retries = 0

        /// Candidates whose log-probability cannot be one, and was left out.
        public var oddLogProbabilities = 0
        public var isOutOfBudget = false

        /// Requests that the server refuses, and what it says of the first.
        public var refused = 0
        public var refusal: String?
    }

    /// Asks for what is missing; every answer is stored as it comes.
    ///
    /// A used-up budget ends it without an error. Requests that the server refuses for themselves, such as a prompt that
    /// is too long, are counted and the others asked.
    ///
    /// - Throws: `CancellationError` when cancelled; `EndpointError` when the server does not answer any more;
    ///   ``ExperimentError`` for a plan that cannot be. What was answered is kept.
    public func run(_ plan: EndpointPlan, observe: @escaping WorkProgress.Observer) async throws -> Summary {
        try plan.check()
        let problems = try EndpointProblems(plan)
        let reader = try EndpointReaders.reader(plan, problems)
        let registration = try EndpointRegistration(plan, client.endpoint, problems, reader, in: store)
        let work = try EndpointWork(plan, registration, in: store)
        let ledger = EndpointLedger(plan.budget)
        let recorder = EndpointRecorder(
            store: store, registration: registration, total: work.total,
            title: client.endpoint.model, budget: plan.budget, observe: observe)
        let jobs = EndpointAsking(
            client: client, plan: plan, problems: problems, reader: reader, registration: registration,
            ledger: ledger, recorder: recorder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<plan.concurrency {
                group.addTask {
                    while !Task.isCancelled, let job = await work.next() {
                        guard try await jobs.perform(job) else { return }
                    }
                }
            }
            try await group.waitForAll()
        }
        try Task.checkCancellation()
        var summary = await recorder.summary
        summary.total = try store.candidateCount(of: registration.run)
        summary.problems = problems.records.count
        summary.spent = await ledger.spent
        summary.cost = await ledger.cost
        summary.isOutOfBudget = await ledger.isExhausted
        return summary
    }
}
