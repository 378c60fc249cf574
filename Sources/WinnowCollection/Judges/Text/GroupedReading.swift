import WinnowAnswers
import WinnowCore
import WinnowDomains
import WinnowInterchange
import WinnowRuns
import WinnowStore

/// Counts answers of a problem as one that a grouping holds together: stores readings with the key of their group, beside
/// the readings with their own keys.
///
/// The groups depend on all answers of a problem, so their tool carries a digest of what was read: the same answers are
/// asked about once, whatever the number of calls, and a run that has grown is grouped again.
struct GroupedReading {
    let grouping: AnswerGrouping
    let rule: AnswerReader

    /// These read the keys that are grouped.
    let plain: Judges
    let store: Store

    /// What came of grouping.
    struct Outcome {
        var judges = Judges()
        var groups: [(position: Int, key: String, members: [String])] = []

        /// Pairs that the program calls different and steps of others hold together.
        var conflicts: [(position: Int, one: String, other: String)] = []
        var asked = 0

        /// Pairs of which the program could not say whether they are equal.
        var failed = 0
    }

    private typealias Entry = (id: RowID<CandidateRecord>, judgements: Judgements)

    /// - Throws: ``ExperimentError`` when the program does not work; `CancellationError`, with what was grouped kept.
    func read(_ run: Stored<RunRecord>, observe: WorkProgress.Observer) async throws -> Outcome {
        let positions = try store.positions(of: run.id)
        let references = try store.references(of: run.record.problemSet)
        let problems = try store.problems(in: run.record.problemSet)
        let byPosition = Dictionary(problems.map { ($0.record.position, $0) }) { first, _ in first }
        var outcome = Outcome()
        outcome.judges = try tools(of: run.id, positions)
        let asker = try asker()
        for (index, position) in positions.enumerated() {
            try Task.checkCancellation()
            await observe(
                WorkProgress(
                    task: "grouping answers of run \(run.id)", done: Double(index), total: Double(positions.count),
                    detail: "\(outcome.asked) pairs asked about"))
            let entries = try entries(of: run.id, position, by: plain)
            let known = try self.entries(of: run.id, position, by: outcome.judges)
            let isDone = zip(entries, known).allSatisfy { $0.judgements.reading == nil || $1.judgements.reading != nil }
            guard !isDone, let problem = byPosition[position] else {
                outcome.groups += Self.stored(entries, known, position)
                continue
            }
            let reference = references[problem.id]
            let gold = reference.map(goldKeys) ?? []
            var groups = KeyGroups(Set(entries.compactMap { $0.judgements.reading?.answerKey }).union(gold))
            switch grouping {
            case .tolerance(let distance): groups.link(within: distance)
            case .equivalence:
                if let asker { try await ask(asker, &groups, entries, problem, position, &outcome) }
            }
            try store.judge(
                Self.grouped(entries, groups, gold: gold, position, &outcome), by: outcome.judges, ifKnown: .kept)
        }
        return outcome
    }

    // MARK: Tools

    private func tools(of run: RowID<RunRecord>, _ positions: [Int]) throws -> Judges {
        var digest = Digest()
        for position in positions {
            for entry in try entries(of: run, position, by: plain) {
                digest.combine("\(position) \(entry.judgements.reading?.answerKey ?? "-")\n")
            }
        }
        let parameters = rule.parameters.merging(grouping.parameters) { $1 }
            .merging(["answers": String(digest.hexadecimal.prefix(16))]) { $1 }
        return try TextTools.grouped(parameters, script: asker()?.record.sha256 ?? "", in: store)
    }

    private func asker() throws(ExperimentError) -> ExternalTool? {
        guard case .equivalence(let command) = grouping else { return nil }
        return try ExternalTool(
            .verdict, name: "equivalence", command: command, timeout: .seconds(60), startTimeout: .seconds(600),
            batch: 16, workers: 1,
            declaration: VerifierDeclaration(
                sound: false, complete: false, evidence: .answer, solvesTheProblem: false))
    }

    private func entries(of run: RowID<RunRecord>, _ position: Int, by judges: Judges) throws -> [Entry] {
        try store.candidates(of: run, positions: position...position, judgedBy: judges).map {
            (id: $0.candidateID, judgements: $0.record.judgements)
        }
    }

    private func goldKeys(_ reference: String) -> Set<String> {
        Set(
            ReferenceText.alternatives(reference).compactMap { text in
                rule.answers(ofReference: text).first.flatMap { rule.key(of: $0, reference: reference) }
            })
    }

    // MARK: Asking

    /// Up to so many keys are asked about two by two; of more, each about the first of every group.
    private static let most = 40

    private func ask(
        _ tool: ExternalTool, _ groups: inout KeyGroups, _ entries: [Entry], _ problem: Stored<ProblemRecord>,
        _ position: Int, _ outcome: inout Outcome
    ) async throws {
        // The text that an answer was given in says more than its key.
        var texts: [String: String] = [:]
        for entry in entries {
            guard let reading = entry.judgements.reading, let key = reading.answerKey else { continue }
            let text = reading.answer ?? key
            if texts[key].map({ $0.utf8.count > text.utf8.count }) ?? true { texts[key] = text }
        }
        let session = ToolSession(tool)
        var differences: [(Int, Int)] = []
        let isWhole = groups.keys.count <= Self.most
        for place in groups.keys.indices.dropFirst() {
            try Task.checkCancellation()
            let others = isWhole ? Array(0..<place) : Array(Set((0..<place).map(groups.group)).sorted())
            let requests = others.map { other in
                ToolRequest(
                    id: other, problem: problem.record.specification, prompt: problem.record.prompt, completion: nil,
                    answer: texts[groups.keys[place]] ?? groups.keys[place], repeat: 0,
                    reference: texts[groups.keys[other]] ?? groups.keys[other])
            }
            for (other, answer) in zip(others, try await session.answers(to: requests)) {
                outcome.asked += 1
                guard case .reply(let reply) = answer, let said = reply.outcome, said != .error else {
                    outcome.failed += 1
                    continue
                }
                if said == .accepted { groups.link(other, place) } else { differences.append((other, place)) }
            }
        }
        for (one, other) in differences where groups.group(of: one) == groups.group(of: other) {
            outcome.conflicts.append((position, groups.keys[one], groups.keys[other]))
        }
    }

    // MARK: Readings

    /// The readings with the key of each group's most frequent answer, of several the first by its text. A group that
    /// holds the reference, or an answer that is right by itself, is right.
    private static func grouped(
        _ entries: [Entry], _ groups: KeyGroups, gold: Set<String>, _ position: Int, _ outcome: inout Outcome
    ) -> [RowID<CandidateRecord>: Judgements] {
        let places = Dictionary(uniqueKeysWithValues: groups.keys.enumerated().map { ($0.element, $0.offset) })
        var counts = [Int](repeating: 0, count: groups.keys.count)
        var right: Set<Int> = []
        for key in gold { if let place = places[key] { right.insert(groups.group(of: place)) } }
        for entry in entries {
            guard let key = entry.judgements.reading?.answerKey, let place = places[key] else { continue }
            counts[place] += 1
            if entry.judgements.correct == true { right.insert(groups.group(of: place)) }
        }
        var names: [Int: Int] = [:]
        for place in groups.keys.indices where counts[place] > 0 {
            let group = groups.group(of: place)
            if names[group].map({ counts[place] > counts[$0] }) ?? true { names[group] = place }
        }
        var new: [RowID<CandidateRecord>: Judgements] = [:]
        for entry in entries {
            guard var reading = entry.judgements.reading else { continue }
            var correct = entry.judgements.correct
            if let place = reading.answerKey.flatMap({ places[$0] }) {
                let group = groups.group(of: place)
                if right.contains(group) { correct = true }
                if let name = names[group] { reading.answerKey = groups.keys[name] }
            }
            new[entry.id] = Judgements(reading: reading, correct: correct)
        }
        for members in groups.several {
            guard let name = names[groups.group(of: members[0])], members.count(where: { counts[$0] > 0 }) > 1 else {
                continue
            }
            outcome.groups.append((position, groups.keys[name], members.map { groups.keys[$0] }))
        }
        return new
    }

    /// The groups of a problem whose readings are stored.
    private static func stored(
        _ entries: [Entry], _ known: [Entry], _ position: Int
    ) -> [(position: Int, key: String, members: [String])] {
        var members: [String: Set<String>] = [:]
        for (entry, grouped) in zip(entries, known) {
            guard let own = entry.judgements.reading?.answerKey, let key = grouped.judgements.reading?.answerKey else {
                continue
            }
            members[key, default: []].insert(own)
        }
        return members.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map {
            (position, $0.key, $0.value.sorted())
        }
    }
}
