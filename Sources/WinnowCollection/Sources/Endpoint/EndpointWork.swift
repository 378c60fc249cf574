import WinnowRuns
import WinnowSelection
import WinnowStore

/// The work is what is still to be asked, problem by problem.
actor EndpointWork {
    /// Candidates of a problem that are missing.
    struct Job: Sendable {
        /// The place is that of the problem, 0-based.
        var place: Int

        /// The sample indices stand in ascending order.
        var missing: [Int]

        /// A rule that has seen all candidates before the missing ones; nil to draw them all.
        var vote: OnlineVote?
    }

    private var jobs: ArraySlice<Job> = []

    /// Candidates that are missing; fewer may be drawn when a rule stops.
    let total: Int

    init(_ plan: EndpointPlan, _ collecting: RunCollector, in store: Store) throws {
        var jobs: [Job] = []
        for place in collecting.registered.problems.indices {
            guard plan.share.includes(place: place) else { continue }
            let own = plan.share.samples(of: plan.samples)
            let missing = collecting.registered.missing(at: place, of: plan.samples).filter(own.contains)
            guard !missing.isEmpty else { continue }
            if let rule = plan.rule {
                let vote = try Self.vote(rule, plan, at: place, collecting, in: store)
                if !vote.hasStopped { jobs.append(Job(place: place, missing: missing, vote: vote)) }
            } else {
                // Requests of one problem need not wait for each other.
                for start in stride(from: 0, to: missing.count, by: plan.perRequest) {
                    let part = missing[start..<min(start + plan.perRequest, missing.count)]
                    jobs.append(Job(place: place, missing: Array(part), vote: nil))
                }
            }
        }
        self.jobs = jobs[...]
        total = jobs.reduce(0) { $0 + $1.missing.count }
    }

    func next() -> Job? { jobs.popFirst() }

    /// A rule that has seen the stored candidates, up to the first that is missing.
    private static func vote(
        _ rule: AdaptiveVote, _ plan: EndpointPlan, at place: Int, _ collecting: RunCollector, in store: Store
    ) throws -> OnlineVote {
        var vote = OnlineVote(rule, cap: plan.samples)
        let stored = try store.candidates(
            of: collecting.registered.run, position: place + 1, judgedBy: collecting.judges)
        for (index, entry) in stored.enumerated() {
            guard entry.record.candidate.sampleIndex == index, index < plan.samples else { break }
            _ = vote.add(entry.record.judgements.reading?.answerKey)
        }
        return vote
    }
}
