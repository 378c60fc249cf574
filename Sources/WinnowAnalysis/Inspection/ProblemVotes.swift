public import WinnowReport
import WinnowText

/// The votes of a problem are its answers with how many candidates gave each, what scorers and verifiers said of them,
/// and the grade.
public struct ProblemVotes: Study {
    /// The problem reads as `Problem 7 of maze-test-v1 (hard), run 3 (maze medium)`.
    let title: String

    let candidates: [Candidate]

    /// The columns have these scorers and verifiers, in their order.
    let scorers: [String]
    let verifiers: [String]

    /// The greedy run beside this one has this answer; nil where there is no such run.
    let greedy: Greedy?

    /// The answer that came with the problem stands as it was written; nil where none did.
    let reference: String?

    /// A candidate is shown by this call, up to its number.
    let call: String

    /// A candidate is one vote, or none.
    struct Candidate: Sendable {
        let sample: Int

        /// Votes are counted on this canonical form; nil for a candidate without an answer.
        let answer: String?
        let isRight: Bool?

        /// The log-probability is the model's own per token; nil where it is not known.
        let logProbability: Double?

        /// The scores are of each scorer of the columns, one for each repeat.
        let scores: [[Double]]

        /// The verdicts are of each verifier of the columns; nil where it gave none.
        let verdicts: [Verdict?]
    }

    enum Verdict: Sendable {
        case accepted
        case rejected
        case undecided
    }

    struct Greedy: Sendable {
        /// It is nil for a completion without an answer.
        let answer: String?
    }
}

// MARK: Report

extension ProblemVotes {
    /// People read a sentence and a row for each answer; programs read the rows with whole answers.
    public var report: Report {
        let notes =
            [sentence]
            + (reference.map { ["The answer that came with the problem: \(ShortAnswer.text($0, atMost: 60))"] } ?? [])
        var report = Report(
            answer: notes.map { Note($0) }, [.table(table(isData: false))], data: table(isData: true))
        report.next =
            votes.parties.first.map {
                [Report.Call("a candidate of the leading answer", "\(call) \(candidates[$0.positions[0]].sample)")]
            } ?? []
        return report
    }

    var votes: AnswerVotes<String> { AnswerVotes(candidates.lazy.map(\.answer)) }

    private var sentence: String {
        let votes = votes
        var sentence = "\(title): \(candidates.count) candidates gave \(votes.parties.count) different answers"
        sentence += votes.blanks.isEmpty ? "." : ", \(votes.blanks.count) of them none."
        guard let leader = votes.parties.first else { return sentence }
        let tied = votes.parties.count { $0.votes == leader.votes }
        let grade = Self.grade(of: leader.positions.map { candidates[$0] })
        sentence +=
            tied > 1
            ? " \(tied) answers lead with \(leader.votes) votes each" : " The leading one has \(leader.votes) votes"
        if tied == 1, let grade { sentence += " and is \(Self.word(grade))" }
        let right = votes.parties.filter { Self.grade(of: $0.positions.map { candidates[$0] }) == true }
        return sentence + "; right answers have \(right.reduce(0) { $0 + $1.votes })."
    }

    private func table(isData: Bool) -> Table {
        let mean = Column.Kind.number(.decimal(digits: 3))
        let votes = votes
        let hasLogProbabilities = candidates.contains { $0.logProbability != nil }
        var table = Table(
            columns: [
                Column("votes", kind: .integer), Column("share", kind: .number(.percent(digits: 1))), Column("grade"),
            ] + verifiers.map { Column($0) }
                + (hasLogProbabilities ? [Column("log_probability", header: "log p/token", kind: mean)] : [])
                + scorers.map { Column($0, kind: mean) }
                + (greedy == nil ? [] : [Column("greedy")]) + [Column("sample", kind: .integer), Column("answer")],
            footnotes: footnotes)
        func append(_ answer: String?, _ own: [Candidate], isVote: Bool) {
            let share = votes.voters == 0 ? 0 : Double(own.count) / Double(votes.voters)
            let isGreedy = greedy.map { $0.answer == answer } ?? false
            var row: [Cell] = [
                .integer(own.count), isVote ? .number(share) : .missing,
                Self.grade(of: own).map { .text(Self.word($0)) } ?? .missing,
            ]
            row += verifiers.indices.map { verifier in Self.verdict(of: own.map { $0.verdicts[verifier] }) }
            if hasLogProbabilities { row.append(Self.mean(of: own.compactMap(\.logProbability))) }
            row += scorers.indices.map { scorer in Self.mean(of: own.flatMap { $0.scores[scorer] }) }
            if greedy != nil { row.append(isGreedy ? .text("greedy") : .missing) }
            row.append(own.first.map { .integer($0.sample) } ?? .missing)
            row.append(
                answer.map { .text(isData ? $0 : ShortAnswer.text($0, atMost: 34 - 10 * scorers.count)) }
                    ?? (isData ? .missing : .text("none")))
            table.append(row)
        }
        for party in votes.parties { append(party.answer, party.positions.map { candidates[$0] }, isVote: true) }
        if !votes.blanks.isEmpty { append(nil, votes.blanks.map { candidates[$0] }, isVote: false) }
        // What the greedy run alone has found has no vote.
        if let answer = greedy?.answer, !votes.parties.contains(where: { $0.answer == answer }) {
            append(answer, [], isVote: true)
        }
        return table
    }

    private var footnotes: [String] {
        var notes = [
            "Shares are of the candidates with an answer, which alone vote. Scores and log-probabilities are means over the "
                + "candidates with the answer; sample is the first of them."
        ]
        if greedy == nil { notes.append("There is no greedy run to compare with.") }
        return notes
    }

    static func word(_ isRight: Bool) -> String { isRight ? "right" : "wrong" }

    /// Tells whether an answer is right: as most of its candidates' grades say, a tie as wrong; nil without grades.
    static func grade(of candidates: [Candidate]) -> Bool? {
        let grades = candidates.compactMap(\.isRight)
        return grades.isEmpty ? nil : 2 * grades.count { $0 } > grades.count
    }

    /// Says what a verifier said of the candidates with an answer, which may differ where its word is of the candidate.
    static func verdict(of verdicts: [Verdict?]) -> Cell {
        let given = verdicts.compactMap { $0 }
        guard let first = given.first else { return .missing }
        let accepted = given.count { $0 == .accepted }
        guard given.allSatisfy({ $0 == first }) else { return .text("\(accepted) of \(given.count) accepted") }
        return .text("\(first)")
    }

    static func mean(of numbers: [Double]) -> Cell {
        let known = numbers.filter { !$0.isNaN }
        return known.isEmpty ? .missing : .number(known.reduce(0, +) / Double(known.count))
    }
}
