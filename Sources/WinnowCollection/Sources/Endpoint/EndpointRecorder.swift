import Foundation
import WinnowCore
import WinnowEndpoint
import WinnowStore

/// The one writer of what a server says: each answer is committed before the next is taken.
actor EndpointRecorder {
    private let store: Store
    private let registration: EndpointRegistration
    private let total: Int
    private let title: String
    private let budget: EndpointBudget
    private let observe: WorkProgress.Observer
    private var done = 0
    private(set) var summary: EndpointSampling.Summary

    init(
        store: Store, registration: EndpointRegistration, total: Int, title: String, budget: EndpointBudget,
        observe: @escaping WorkProgress.Observer
    ) {
        self.store = store
        self.registration = registration
        self.total = total
        self.title = title
        self.budget = budget
        self.observe = observe
        summary = EndpointSampling.Summary(
            run: registration.run, spent: EndpointLedger.Amount(promptTokens: 0, completionTokens: 0))
    }

    func add(_ entries: [CandidateEntry], _ answer: EndpointAnswer, cost: Double) async throws {
        try store.append(entries, to: registration.run, judgedBy: registration.judges)
        summary.added += entries.count
        summary.retries += answer.retries
        summary.oddLogProbabilities += answer.choices.count(where: \.hasOddLogProbability)
        done += entries.count
        await report(cost: cost)
    }

    /// Takes note of candidates that the server refuses to draw.
    func refuse(_ count: Int, _ error: EndpointError) {
        summary.refused += count
        summary.refusal = summary.refusal ?? error.what
        done += count
    }

    /// Takes note of a problem that a rule has ended.
    func noteStop(skipped: Int) {
        summary.stopped += skipped > 0 ? 1 : 0
        done += skipped
    }

    private func report(cost: Double) async {
        var detail = "\(summary.added) answers"
        if summary.retries > 0 { detail += ", \(summary.retries) retries" }
        if cost > 0 { detail += ", cost \(cost.formatted(.number.precision(.significantDigits(3))))" }
        await observe(WorkProgress(task: "asking \(title)", done: Double(done), total: Double(total), detail: detail))
    }
}
