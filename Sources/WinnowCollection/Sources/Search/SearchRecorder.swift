import WinnowRuns
import WinnowStore

/// Stores what searches found, and knows what is stored already.
///
/// A candidate is there when its cost is: a search that was killed between the two is done again, with equal results, and
/// its costs are added.
struct SearchRecorder {
    private let registration: RunRegistration
    private let settings: SearchSettings
    private let store: Store
    private let generator: RowID<ToolRecord>
    private let guide: RowID<ToolRecord>
    private let known: [RowID<ProblemRecord>: [Int: RowID<CandidateRecord>]]
    private let paid: [RowID<ProblemRecord>: Set<Int>]

    init(_ registration: RunRegistration, settings: SearchSettings, in store: Store) throws {
        (self.registration, self.settings, self.store) = (registration, settings, store)
        generator = try store.findOrInsert(
            ToolRecord(kind: .scorer, name: SearchCost.generatorTool, version: 1))
        guide = try store.findOrInsert(
            ToolRecord(kind: .scorer, name: SearchCost.guideTool, version: 1, sha256: settings.guideSHA256))
        var known: [RowID<ProblemRecord>: [Int: RowID<CandidateRecord>]] = [:]
        try store.forEachPoolRow(of: registration.run, judgedBy: store.newestJudges(of: registration.run)) { row in
            known[row.problem, default: [:]][row.sampleIndex] = row.id
        }
        // The guide's scores are written after the generator's.
        var paid: [RowID<ProblemRecord>: Set<Int>] = [:]
        try store.forEachScore(of: registration.run, by: guide) { row in
            paid[row.problem, default: []].insert(row.sampleIndex)
        }
        (self.known, self.paid) = (known, paid)
    }

    /// The numbers of the groups of a problem that are not stored with their costs.
    func missing(of problem: RowID<ProblemRecord>, candidates: Int) -> [Int] {
        let paid = paid[problem] ?? []
        return (0..<candidates / settings.group).filter { group in
            !(group * settings.group..<(group + 1) * settings.group).allSatisfy(paid.contains)
        }
    }

    /// Adds the candidates of a problem and then their costs.
    func store(_ entries: [CandidateEntry], _ results: [SearchRun.Result], judgedBy judges: Judges) throws {
        guard let problem = entries.first?.candidate.problem else { return }
        let new = entries.filter { known[$0.candidate.problem]?[$0.candidate.sampleIndex] == nil }
        var ids = known[problem] ?? [:]
        let stored = try store.append(new, to: registration.run, judgedBy: judges, ifKnown: .kept)
        for (id, entry) in zip(stored, new) { ids[entry.candidate.sampleIndex] = id }
        let scored = results.compactMap { result in ids[result.sampleIndex].map { ($0, result) } }
        let isPaid = try paidByGenerator(of: problem)
        try store.append(
            scored.filter { !isPaid.contains($0.1.sampleIndex) }.map { id, result in
                ScoreRecord(candidate: id, value: 0, tokens: result.cost.tokens, flops: result.cost.flops)
            }, by: generator, ifKnown: .kept)
        try store.append(
            scored.map { id, result in
                ScoreRecord(
                    candidate: id, value: settings.rules.worth(result.branch), flops: result.cost.guideFlops,
                    steps: result.branch.values)
            }, by: guide, ifKnown: .kept)
    }

    /// The candidates whose generator's cost was stored before a kill.
    private func paidByGenerator(of problem: RowID<ProblemRecord>) throws -> Set<Int> {
        guard known[problem] != nil else { return [] }
        var paid: Set<Int> = []
        try store.forEachScore(of: registration.run, by: generator) { row in
            if row.problem == problem { paid.insert(row.sampleIndex) }
        }
        return paid
    }
}
