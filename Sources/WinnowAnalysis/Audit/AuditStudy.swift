import WinnowAudit
public import WinnowCore
import WinnowReport
import WinnowRuns
import WinnowSelection
import WinnowStatistics
public import WinnowStore

/// The study asks whether published checkers are right, on stored runs and by a search for counter-examples.
public struct AuditStudy: Study {
    let runs: [RunAudit]

    /// The counter-examples are by the kind of problems; empty where nobody asked for them.
    let counterExamples: [(checkers: [any PublishedChecker], found: CounterExamples)]

    /// Audits runs one after the other.
    ///
    /// - Parameters:
    ///   - runs: those of domains without published checkers are left out, unless they are named.
    ///   - areNamed: whether the user named the runs.
    ///   - searches: whether to look for counter-examples, which takes some seconds.
    /// - Throws: ``ExperimentError`` where no run has published checkers; `StoreError`, `CancellationError`.
    public init(
        of runs: [Stored<RunRecord>], areNamed: Bool, searches: Bool, in store: Store,
        observe: @escaping WorkProgress.Observer = { _ in }
    ) async throws {
        var refusal: ExperimentError?
        let audited = try await RunPools.ofEach(runs, in: store, task: "auditing checkers", observe: observe) {
            (pools: RunPools) async throws -> RunAudit? in
            do {
                return RunAudit(try AuditedRun(pools, in: store))
            } catch let error as ExperimentError {
                if areNamed { throw error }
                refusal = refusal ?? error
                return nil
            }
        }
        let audits = audited.compactMap { $0 }
        guard !audits.isEmpty else {
            throw refusal ?? ExperimentError("there is nothing to audit", hint: "see `winnow list runs`")
        }
        self.runs = audits
        guard searches else {
            counterExamples = []
            return
        }
        let names = Set(audits.flatMap { $0.audits.compactMap { $0.checker?.name } })
        counterExamples = Self.searches().filter { search in search.checkers.contains { names.contains($0.name) } }
    }

    /// Searches for counter-examples of all published checkers.
    static func searches() -> [(checkers: [any PublishedChecker], found: CounterExamples)] {
        [
            (PublishedCheckers.countdown.map { $0 as any PublishedChecker }, CounterExamples.ofCountdown()),
            (PublishedCheckers.maze.map { $0 as any PublishedChecker }, CounterExamples.ofMaze()),
            (PublishedCheckers.references.map { $0 as any PublishedChecker }, CounterExamples.ofReferences()),
        ]
    }
}

/// The audit of one run: the strict word and every checker.
struct RunAudit: Sendable {
    let run: AuditedRun

    /// The strict words first, each before the checkers that are compared with it.
    let audits: [CheckerAudit]

    init(_ run: AuditedRun) {
        self.run = run
        let subjects = CheckedSubject.allCases.filter { subject in run.checkers.contains { $0.subject == subject } }
        audits = subjects.flatMap { subject in
            [CheckerAudit(nil, subject: subject, of: run)]
                + run.checkers.indices.filter { run.checkers[$0].subject == subject }.map {
                    CheckerAudit($0, subject: subject, of: run)
                }
        }
    }

    /// The strict word on a subject.
    func strict(_ subject: CheckedSubject) -> CheckerAudit? {
        audits.first { $0.checker == nil && $0.subject == subject }
    }

    /// The audits of published checkers.
    var published: [CheckerAudit] { audits.filter { $0.checker != nil } }
}
