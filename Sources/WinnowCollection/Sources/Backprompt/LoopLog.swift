import Foundation
public import WinnowCore
public import WinnowDomains
import WinnowInterchange
import WinnowJSON
public import WinnowRuns
import WinnowStore

/// A recorded loop is read from a log of prompts and responses, and gives the same tables as one that Winnow runs.
public struct LoopLog: LoopSource {
    private let path: String
    private let domain: (any Domain)?
    private let reader: AnswerReader
    private let model: String
    private let arm: (critique: CritiqueArm, history: PromptHistory, atEnd: LoopEnd)
    private let records: [LoopLogRecord]
    private let sha256: String

    /// The last line is half written, as an interrupted program leaves it, and left out.
    private let endsInHalf: Bool

    /// Reads a log.
    ///
    /// - Parameters:
    ///   - domain: grades and criticises the answers; nil where the log's own verdicts are all that is known.
    ///   - extract: the way to find an answer.
    ///   - model: the name of the model that answered.
    ///   - critique: what the prompts of the log told.
    ///   - history: how much of the conversation they showed.
    /// - Throws: ``ExperimentError`` for a line that is no record, or a log without any.
    public init(
        _ path: String, domain: (any Domain)?, extract: String, model: String, critique: CritiqueArm,
        history: PromptHistory, atEnd: LoopEnd
    ) throws(ExperimentError) {
        (self.path, self.domain, self.model) = (path, domain, model)
        arm = (critique, history, atEnd)
        reader = try ReadingOptions.standard.reader(named: extract)
        var records: [LoopLogRecord] = []
        var digest = Digest()
        var failure: ExperimentError?
        var line = 0
        // A line that is no JSON may be the last one, half written.
        var half: ExperimentError?
        try TextLines.forEach(in: path) { text in
            line += 1
            guard failure == nil, !text.allSatisfy(\.isWhitespace) else { return }
            failure = half
            guard failure == nil else { return }
            do throws(ExperimentError) {
                records.append(try LoopLogRecord(text, line: line, of: path))
                digest.combine(text)
            } catch {
                if (try? JSONValue(parsing: text)) == nil, text.first == "{" { half = error } else { failure = error }
            }
        }
        if let failure = failure ?? (records.isEmpty ? half : nil) { throw failure }
        endsInHalf = half != nil
        guard !records.isEmpty else { throw ExperimentError("'\(path)' is empty", hint: "give a log of a loop") }
        self.records = records
        sha256 = digest.hexadecimal
    }

    /// An episode has the records of one trial in their order, up to the first that was accepted.
    private struct Trial {
        var number: Int
        var records: [LoopLogRecord]
    }

    public func collect(into collector: Collector) async throws -> BackpromptOutcome {
        let names = Array(Set(records.map(\.problem))).sorted { Self.order($0) < Self.order($1) }
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var dropped = 0
        let trials = try trials(places, &dropped)
        let list = try problems(names)
        let verdicts = try RecordedVerdicts(trials.map { $0.map(\.records) }, isNeeded: domain == nil, path)
        let reading = LoopLogReader(
            TextReader(rule: reader, domain: domain), list, trials.map { $0.flatMap(\.records) })
        let decider = try verdicts?.tool(in: collector.store) ?? reading.tools(in: collector.store).verifier
        guard let decider else { throw ExperimentError("'\(path)' has no verdicts", hint: "name its --domain") }
        let settings = BackpromptSettings(
            verifier: ToolName.text(of: try collector.store.tool(decider)), critique: arm.critique,
            history: arm.history, atEnd: arm.atEnd)
        let plan = run(list, settings)
        return try await collector.collect(
            plan, read: reading, title: "reading \(path)", grouping: .batches, second: verdicts
        ) { collecting in
            let rounds = trials.joined().map(\.records.count).max() ?? 0
            let loop = LoopPlan(
                verifier: .sound, critique: arm.critique, history: arm.history, rounds: rounds,
                episodes: trials.map(\.count).max() ?? 0)
            let book = try EpisodeBook(collecting, loop, decidedBy: decider)
            for round in 0..<rounds {
                let known = await book.lengths
                let drawn = trials.indices.flatMap { place in
                    trials[place].enumerated().compactMap { episode, trial -> RunCollector.Drawn? in
                        guard trial.records.indices.contains(round), known[place][episode] <= round else { return nil }
                        return Self.drawn(trial.records[round], place, episode, round)
                    }
                }
                try await collecting.add(drawn)
            }
            return BackpromptOutcome(
                run: collecting.registered.run, title: settings.title, problems: names.count,
                episodes: loop.episodes, rounds: rounds,
                accepted: trials.joined().count { $0.records.last?.isAccepted == true },
                usedUp: trials.joined().count { $0.records.last?.isAccepted != true },
                notes: (dropped > 0 ? ["\(dropped) responses after an accepted one were left out."] : [])
                    + (endsInHalf
                        ? [
                            "The last line of '\(path)' is half written and was left out; read the log again when it is whole."
                        ]
                        : []))
        }
    }

    private static func drawn(
        _ record: LoopLogRecord, _ place: Int, _ episode: Int, _ round: Int
    ) -> RunCollector.Drawn {
        RunCollector.Drawn(
            place: place, sampleIndex: episode, round: round, revises: round == 0 ? nil : round - 1,
            completion: SampledCompletion(content: .text(record.response), stopReason: CandidateRecord.unknownStop),
            prompt: record.messages.map { PromptRecord(messagesJSON: $0.json(.compact)) })
    }

    /// Numbers in their own order, then other names.
    private static func order(_ name: String) -> (Int, String) { (Int(name) ?? .max, name) }

    /// The trials of each problem; gaps and doubles are no log of a loop.
    private func trials(_ places: [String: Int], _ dropped: inout Int) throws(ExperimentError) -> [[Trial]] {
        var byPlace = [[Int: [LoopLogRecord]]](repeating: [:], count: places.count)
        for record in records { byPlace[places[record.problem] ?? 0][record.trial, default: []].append(record) }
        var all: [[Trial]] = []
        for trials in byPlace {
            var own: [Trial] = []
            for (number, records) in trials.sorted(by: { $0.key < $1.key }) {
                let sorted = records.sorted { $0.number < $1.number }
                let first = sorted[0].number
                if let odd = sorted.enumerated().first(where: { $1.number != first + $0 })?.element {
                    throw ExperimentError(
                        "trial \(odd.trial) of problem \(odd.problem) has a prompt \(odd.number) that is doubled or behind a gap",
                        hint: "give the whole log, each prompt once")
                }
                let end = sorted.firstIndex { $0.isAccepted == true }.map { $0 + 1 } ?? sorted.count
                dropped += sorted.count - end
                own.append(Trial(number: number, records: Array(sorted.prefix(end))))
            }
            all.append(own)
        }
        return all
    }

    private func problems(_ names: [String]) throws -> ProblemList {
        var specifications: [String: String] = [:]
        for record in records {
            if let text = record.specification {
                specifications[record.problem] = specifications[record.problem] ?? text
            }
        }
        var digest = Digest()
        let rows = try names.enumerated().map { index, name in
            let specification = try domain.map { try Self.specification(specifications[name], name, $0) } ?? name
            digest.combine(specification)
            var hash = Digest()
            for text in [domain?.name ?? TextRuns.domain, specification] { hash.combine(text) }
            return ProblemRecord(
                position: index + 1, canonicalHash: hash.hexadecimal, difficulty: "unknown",
                split: Split.test.rawValue, specification: specification, prompt: specifications[name] ?? name)
        }
        return ProblemList(
            ProblemSetRecord(
                domain: domain?.name ?? TextRuns.domain,
                name: URL(filePath: path).deletingPathExtension().lastPathComponent, version: 1,
                sha256: digest.hexadecimal), rows)
    }

    private static func specification<D: Domain>(
        _ text: String?, _ name: String, _ domain: D
    ) throws(ExperimentError) -> String {
        let candidates = domain.specifications(in: text ?? "", reference: nil, target: nil)
        guard let problem = candidates.lazy.compactMap({ try? domain.problem(from: $0) }).first else {
            throw ExperimentError(
                "problem \(name) is none of \(domain.name): its records say \"\((text ?? "").prefix(80))\"",
                hint: "give its text in the field problem, such as \(domain.example.problem)")
        }
        return domain.specification(of: problem)
    }

    private func run(_ problems: ProblemList, _ settings: BackpromptSettings) -> RunPlan {
        var identity = Digest()
        for text in [
            "recorded loop", sha256, model, problems.set.domain,
            reader.parameters.sorted { $0.key < $1.key }.description,
        ] {
            identity.combine(text)
        }
        var modelDigest = Digest()
        for text in ["recorded", model] { modelDigest.combine(text) }
        return RunPlan(
            identity: settings.identity(of: identity.hexadecimal), kind: .backprompt, problems: problems,
            model: ModelRecord(
                name: model, sha256: modelDigest.hexadecimal, role: "generator", parameters: 0,
                configurationJSON: "{}", symbols: []),
            seed: 0, temperature: nil, maxTokens: 0, kernelPath: "recorded",
            parameters: .backprompt(.file(.init(origin: sha256, settings: "{}")), settings))
    }
}

/// Reads the responses of a log; the log's own grades count where no domain grades.
private struct LoopLogReader: CandidateReader {
    private let reader: TextReader
    private let problems: ProblemList

    /// What the log says of each response of a problem; equal responses have equal grades.
    private let flags: [[String: Bool]]

    init(_ reader: TextReader, _ problems: ProblemList, _ records: [[LoopLogRecord]]) {
        (self.reader, self.problems) = (reader, problems)
        flags = records.map { records in
            Dictionary(
                records.compactMap { record in (record.isRight ?? record.isAccepted).map { (record.response, $0) } }
            ) { $0 || $1 }
        }
    }

    func tools(in store: Store) throws -> Judges {
        try TextTools(reader.rule, domain: reader.domain, in: store).judges
    }

    func read(_ completion: SampledCompletion, ofProblemAt place: Int) -> ReadCompletion {
        guard case .text(let text) = completion.content else { return ReadCompletion(judgements: Judgements()) }
        return ReadCompletion(
            judgements: reader.judgements(
                of: TextReader.Source(completion: text, flag: flags[place][text]),
                specification: problems.records[place].specification, reference: nil))
    }
}

/// The verdicts of a log's own verifier.
private struct RecordedVerdicts: SecondJudge {
    private let verdicts: [[[Bool]]]

    /// - Returns: nil where the log has none, and a domain's verifier says them anew.
    /// - Throws: ``ExperimentError`` where they are needed, and one is missing.
    init?(_ trials: [[[LoopLogRecord]]], isNeeded: Bool, _ path: String) throws(ExperimentError) {
        let all = trials.joined().joined()
        guard all.allSatisfy({ $0.isAccepted != nil }) else {
            guard isNeeded || all.contains(where: { $0.isAccepted != nil }) else { return nil }
            let missing = all.first { $0.isAccepted == nil }
            throw ExperimentError(
                "prompt \(missing?.number ?? 0) of problem \(missing?.problem ?? "") in '\(path)' has no verdict",
                hint: "give every record a verdict, or none and a --domain whose verifier says it")
        }
        verdicts = trials.map { $0.map { $0.map { $0.isAccepted == true } } }
    }

    func tool(in store: Store) throws -> RowID<ToolRecord> { try TextTools.verifier("recorded-verdict", in: store) }

    func judgements(of candidates: [JudgedCandidate]) async throws -> [SecondJudgement] {
        candidates.map { candidate in
            let accepts = verdicts[candidate.place][candidate.sampleIndex][candidate.round]
            return SecondJudgement(verdict: VerdictRecord(outcome: accepts ? .accepted : .rejected))
        }
    }
}
