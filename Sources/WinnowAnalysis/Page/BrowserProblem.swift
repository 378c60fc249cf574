import WinnowCore
import WinnowDomains
import WinnowJSON
import WinnowReport
import WinnowRuns
import WinnowStore
import WinnowText

/// A problem of a browser is written here: what it is, its answers, its candidates, and as many of their traces as fit.
struct BrowserProblem {
    private let reader: ProblemReader
    private let store: Store
    private let domain: (any Domain)?
    private let isLoop: Bool

    /// Texts of others are no longer than this where a page has a limit.
    private static let (longestText, longestAnswer, longestPrompt) = (4_000, 300, 1_500)

    /// So many answers are shown of a problem where a page has a limit, and where there is little room.
    private static let (mostAnswers, fewAnswers) = (40, 6)

    init(_ reader: ProblemReader, _ store: Store) throws {
        (self.reader, self.store) = (reader, store)
        domain = try TextRuns.domain(of: reader.problemSet, run: reader.run.id)
        isLoop = reader.run.record.kind == .backprompt
    }

    /// Writes a problem as a JSON object.
    ///
    /// - Parameter share: bytes that it may take; nil for all it needs.
    /// - Returns: nil for a problem that does not fit.
    func json(_ position: Int, share: Int?, _ tally: inout BrowserTally) throws -> String? {
        let entries = try reader.entries(ofProblemAt: position)
        guard let problem = reader.problems[position], let votes = try reader.votes(of: entries, position),
            !entries.isEmpty
        else { return nil }
        tally.problems += 1
        var part = Part(
            problem: problem, entries: entries, votes: votes, limits: share != nil,
            answers: share == nil ? .max : Self.mostAnswers)
        var text = opening(part)
        if let share, HTMLSize.bytes(of: text) > share {
            part.answers = Self.fewAnswers
            text = opening(part)
            guard HTMLSize.bytes(of: text) <= share else { return nil }
        }
        let lines = candidateLines(part)
        let fits = share.map { HTMLSize.bytes(of: text) + HTMLSize.bytes(of: lines) <= $0 } ?? true
        if fits { text += lines }
        tally.shownProblems += 1
        tally.answers += part.votes.votes.parties.count
        tally.shownAnswers += min(part.votes.votes.parties.count, part.answers)
        tally.candidates += entries.count
        tally.listedCandidates += fits ? entries.count : 0
        if isLoop { text += try episodes(position, part, left: share.map { $0 - HTMLSize.bytes(of: text) }, &tally) }
        text += traces(part, left: share.map { $0 - HTMLSize.bytes(of: text) }, &tally)
        return text + "}"
    }

    /// What is written of a problem.
    private struct Part {
        let problem: Stored<ProblemRecord>
        let entries: [Stored<CandidateEntry>]
        let votes: ProblemVotes

        /// True where long texts are cut.
        let limits: Bool

        /// So many answers are listed at most.
        var answers: Int

        func limit(_ length: Int) -> Int? { limits ? length : nil }
    }

    /// Writes the problem and its answers; the object stays open.
    private func opening(_ part: Part) -> String {
        let record = part.problem.record
        var writer = JSONWriter(.compact)
        writer.writeObject { writer in
            writer.write(name: "p")
            writer.write(literal: "\(record.position)")
            writer.write("d", record.difficulty)
            writer.write("s", CutText(record.specification, limit: part.limit(Self.longestPrompt)).text)
            let prompt = CutText(record.prompt, limit: part.limit(Self.longestPrompt)).text
            if prompt != record.specification { writer.write("q", prompt) }
            if let reference = part.votes.reference {
                writer.write("ref", CutText(reference, limit: part.limit(Self.longestAnswer)).text)
            }
            writer.write(name: "n")
            writer.write(literal: "\(part.entries.count)")
            writer.write(name: "scene")
            BrowserScene.write(record, domain, &writer)
            if let greedy = part.votes.greedy {
                writer.write(
                    "greedy", greedy.answer.map { CutText($0, limit: part.limit(Self.longestAnswer)).text } ?? "")
            }
            let votes = part.votes.votes
            writer.write(name: "answers")
            writer.writeArray { writer in
                for party in votes.parties.prefix(part.answers) {
                    write(party.answer, party.positions.map { part.votes.candidates[$0] }, part, &writer)
                }
                if !votes.blanks.isEmpty { write(nil, votes.blanks.map { part.votes.candidates[$0] }, part, &writer) }
            }
            if votes.parties.count > part.answers {
                writer.write(name: "more")
                writer.write(literal: "\(votes.parties.count - part.answers)")
            }
        }
        return String(writer.text.dropLast())
    }

    /// Writes an answer: its text, votes, grade, the verdict of each verifier and the mean score of each scorer.
    private func write(
        _ answer: String?, _ candidates: [ProblemVotes.Candidate], _ part: Part, _ writer: inout JSONWriter
    ) {
        writer.writeObject { writer in
            writer.write(name: "a")
            if let answer {
                writer.write(string: CutText(answer, limit: part.limit(Self.longestAnswer)).text)
            } else {
                writer.write(literal: "null")
            }
            writer.write(name: "v")
            writer.write(literal: "\(candidates.count)")
            writer.write(name: "g")
            writer.write(literal: ProblemVotes.grade(of: candidates).map { $0 ? "1" : "0" } ?? "null")
            writer.write(name: "ver")
            writer.writeArray { writer in
                for place in part.votes.verifiers.indices {
                    let verdicts = candidates.map { $0.verdicts[place] }
                    switch ProblemVotes.verdict(of: verdicts).value {
                    case .text(let text): writer.write(string: text)
                    default: writer.write(literal: "null")
                    }
                }
            }
            writer.write(name: "sc")
            writer.writeArray { writer in
                for place in part.votes.scorers.indices {
                    writer.write(mean: candidates.flatMap { $0.scores[place] })
                }
            }
            writer.write(name: "lp")
            writer.write(mean: candidates.compactMap(\.logProbability))
        }
    }

    /// Writes a line for each candidate: sample, place of its answer, grade, tokens, trace (1 legal, 0 illegal, 2 neither,
    /// null unchecked), whether it was cut off, and the mean score of each scorer.
    private func candidateLines(_ part: Part) -> String {
        var places: [String: Int] = [:]
        for (place, party) in part.votes.votes.parties.prefix(part.answers).enumerated() {
            places[party.answer] = place
        }
        var writer = JSONWriter(.compact)
        writer.writeArray { writer in
            for (entry, candidate) in zip(part.entries, part.votes.candidates) {
                let record = entry.record.candidate
                let tokens = record.completion.map(\.completionTokens) ?? record.tokens.count
                let trace = entry.record.judgements.traceCheck.map { $0.legal.map { $0 ? "1" : "0" } ?? "2" }
                let isCut = record.stopReason != "end" && record.stopReason != CandidateRecord.unknownStop
                writer.writeArray { writer in
                    writer.write(literal: "\(record.sampleIndex)")
                    writer.write(literal: candidate.answer.map { places[$0].map(String.init) ?? "-1" } ?? "null")
                    writer.write(literal: candidate.isRight.map { $0 ? "1" : "0" } ?? "null")
                    writer.write(literal: tokens.map(String.init) ?? "null")
                    writer.write(literal: trace ?? "null")
                    writer.write(literal: isCut ? "1" : "0")
                    for scores in candidate.scores { writer.write(mean: scores) }
                }
            }
        }
        return ",\"c\":\(writer.text)"
    }

    /// Writes as many traces as fit, in turn of the answers; the steps of all stand in one list, as most occur often.
    private func traces(_ part: Part, left: Int?, _ tally: inout BrowserTally) -> String {
        let maker = BrowserContent.maker(of: part.problem.record, symbols: reader.model.symbols, domain)
        var steps = StepList()
        var written = ""
        // The frame around them.
        var rest = left.map { $0 - 30 }
        for place in Self.inTurn(part.votes.votes) {
            if let rest, rest < 80 { break }
            let entry = part.entries[place].record
            let before = steps
            var isCut = false
            let text = json(of: entry, maker(entry), part, &steps, &isCut)
            let size = HTMLSize.bytes(of: text) + 1 + steps.bytes - before.bytes
            if let allowed = rest, size > allowed {
                steps = before
                continue
            }
            rest = rest.map { $0 - size }
            written += (written.isEmpty ? "" : ",") + text
            tally.shownCandidates += 1
            if isCut { tally.cutTexts += 1 }
        }
        return written.isEmpty ? "" : ",\"st\":\(steps.json),\"tr\":{\(written)}"
    }

    /// The candidates come answer by answer, one of each and then the next: all kinds are seen before any is seen often.
    private static func inTurn(_ votes: AnswerVotes<String>) -> [Int] {
        let groups = votes.parties.map(\.positions) + (votes.blanks.isEmpty ? [] : [votes.blanks])
        let longest = groups.map(\.count).max() ?? 0
        return (0..<longest).flatMap { turn in groups.compactMap { $0.count > turn ? $0[turn] : nil } }
    }

    private func json(
        of entry: CandidateEntry, _ content: BrowserContent, _ part: Part, _ steps: inout StepList, _ isCut: inout Bool
    ) -> String {
        let (check, verdict) = (entry.judgements.traceCheck, entry.judgements.verdict)
        func cut(_ text: String, _ length: Int) -> String {
            let cut = CutText(text, limit: part.limit(length))
            if cut.isCut { isCut = true }
            return cut.text
        }
        var places: [Int] = []
        for step in content.steps { places.append(steps.place(of: step)) }
        var writer = JSONWriter(.compact)
        writer.writeObject { writer in
            if !places.isEmpty {
                writer.write(name: "i")
                writer.writeArray { writer in for place in places { writer.write(literal: "\(place)") } }
            }
            if let text = content.text { writer.write("t", cut(text, Self.longestText)) }
            if let step = content.firstIllegalStep {
                writer.write(name: "e")
                writer.write(literal: "\(step)")
            }
            if let kind = check?.error { writer.write("k", cut(kind, Self.longestAnswer)) }
            if let text = check?.explanation { writer.write("x", cut(text, Self.longestAnswer)) }
            if check?.complete == true {
                writer.write(name: "done")
                writer.write(literal: "1")
            }
            if let answer = entry.judgements.reading?.answer { writer.write("a", cut(answer, Self.longestPrompt)) }
            if let verdict {
                writer.write("w", verdict.outcome.rawValue)
                let critiques = CritiqueText.critiques(verdict.critiquesJSON)
                if !critiques.isEmpty {
                    writer.write(name: "cr")
                    writer.writeArray { writer in
                        for critique in critiques.prefix(20) {
                            writer.write(string: cut(critique.description, Self.longestAnswer))
                        }
                    }
                }
            }
            if let value = entry.candidate.logProbability {
                writer.write(name: "lp")
                writer.write(number: value)
            }
            writer.write("stop", cut(entry.candidate.stopReason, 40))
            if !content.states.isEmpty {
                writer.write(name: "pl")
                writer.writeArray { writer in
                    for state in content.states {
                        writer.writeArray { writer in
                            writer.write(string: cut(state.step, Self.longestAnswer))
                            writer.write(literal: state.state.map { "\(steps.place(of: $0))" } ?? "null")
                            if let fault = state.fault { writer.write(string: cut(fault, Self.longestAnswer)) }
                        }
                    }
                }
            }
        }
        return "\"\(entry.candidate.sampleIndex)\":\(writer.text)"
    }

    /// Writes episodes of a back-prompting loop as conversations, as many as fit in half of what is left.
    private func episodes(_ position: Int, _ part: Part, left: Int?, _ tally: inout BrowserTally) throws -> String {
        var rest = left.map { $0 / 2 }
        var written = ""
        tally.episodes += part.entries.count
        for inspection in try EpisodeInspection.all(ofProblemAt: position, reader.run, in: store) {
            let episode = inspection.episode
            let text = "\"\(episode)\":\(BrowserEpisode(inspection, limit: part.limit(Self.longestText)).json)"
            if let allowed = rest, HTMLSize.bytes(of: text) > allowed { continue }
            rest = rest.map { $0 - HTMLSize.bytes(of: text) - 1 }
            written += (written.isEmpty ? "" : ",") + text
            tally.shownEpisodes += 1
        }
        return written.isEmpty ? "" : ",\"ep\":{\(written)}"
    }
}

/// The list has each step of a problem's traces once.
private struct StepList {
    private var places: [String: Int] = [:]
    private var texts: [String] = []

    /// The list takes so many bytes in a page.
    private(set) var bytes = 2

    /// Gives the place of a step in the list, where it is added at need.
    mutating func place(of step: String) -> Int {
        if let place = places[step] { return place }
        let text = JSONText.string(CutText(step, limit: 2_000).text, escapes: .required)
        places[step] = texts.count
        texts.append(text)
        bytes += HTMLSize.bytes(of: text) + 1
        return texts.count - 1
    }

    var json: String { "[\(texts.joined(separator: ","))]" }
}

extension JSONWriter {
    /// Writes the mean of numbers in four digits; `null` where there is none.
    mutating func write(mean numbers: [Double]) {
        let known = numbers.filter { !$0.isNaN }
        guard !known.isEmpty else { return write(literal: "null") }
        let mean = known.reduce(0, +) / Double(known.count)
        write(literal: mean.isFinite ? "\((mean * 10_000).rounded() / 10_000)" : "null")
    }
}
