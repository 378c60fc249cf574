import WinnowJSON
import WinnowText

/// Lists that stand beside a list of samples have something for each of them.
struct SampleSides {
    private var flags: (name: String, values: [JSONValue])?
    private var values: [(role: FieldRole, name: String, values: [JSONValue])] = []
    private let fields: FieldMapping

    /// Values that stand in lists of another length, whose places say nothing.
    private var odd: Set<ImportedCandidate.OddValue> = []

    /// - Throws: ``RecordFault`` for verdicts of which nobody can say which sample they are of.
    init(of record: JSONValue, _ count: Int, _ fields: FieldMapping) throws(RecordFault) {
        self.fields = fields
        let taken = fields.taken
        let names =
            fields.paths[.correct].map { [$0] }
            ?? (GenericNames.flags.filter { !taken.contains($0) }
                + fields.names(of: .correct))
        for name in names {
            guard let list = record.at(name)?.array else { continue }
            guard list.count == count else { throw RecordFault("it has \(count) samples and \(list.count) flags") }
            flags = (name, list)
            break
        }
        let roles: [(FieldRole, [String])] = [
            (.answer, fields.names(of: .answer) + ["answers", "preds", "predicted_answers", "extracted_answers"]),
            (
                .logProbability,
                fields.names(of: .logProbability) + ["log_probabilities", "logprobs", "cumulative_logprobs"]
            ),
            (.scores, fields.names(of: .scores) + ["rewards"]), (.stepScores, fields.names(of: .stepScores)),
            (.completionTokens, fields.names(of: .completionTokens)),
            (.finishReason, fields.names(of: .finishReason) + ["finish_reasons"]),
            (.tokenLogProbabilities, fields.names(of: .tokenLogProbabilities)),
            (.sampleIndex, fields.names(of: .sampleIndex)),
        ]
        for (role, usual) in roles {
            let own = fields.paths[role].map { [$0] } ?? usual.filter { !taken.contains($0) }
            for name in own where name != flags?.name {
                guard let list = record.at(name)?.array else { continue }
                if list.count == count {
                    values.append((role, name, list))
                } else if let value = Self.odd(role) {
                    odd.insert(value)
                }
                if role != .scores { break }
            }
        }
    }

    private static func odd(_ role: FieldRole) -> ImportedCandidate.OddValue? {
        switch role {
        case .answer: .recordedAnswer
        case .logProbability, .tokenLogProbabilities: .logProbability
        case .scores: .score
        case .stepScores: .stepScores
        case .completionTokens: .completionTokens
        case .sampleIndex: .sampleIndex
        default: nil
        }
    }

    func add(to candidate: inout ImportedCandidate, at index: Int) {
        if let flags, candidate.isRight == nil {
            candidate.add(
                verdict: flags.values[index], called: flags.name, isScale: fields.scales.contains(ExactText(flags.name))
            )
        }
        for value in odd { candidate.leaveOut(value) }
        for (role, name, list) in values { add(list[index], role, name, to: &candidate) }
    }

    private func add(_ value: JSONValue, _ role: FieldRole, _ name: String, to candidate: inout ImportedCandidate) {
        switch role {
        case .answer:
            if candidate.answer == nil, candidate.completion != nil { candidate.answer = value.text ?? "" }
        case .logProbability:
            if let number = value.number {
                candidate.logProbability = candidate.logProbability ?? number
            } else if let tokens = TokenLogProbabilities(value) {
                candidate.logProbability = candidate.logProbability ?? tokens.sum
            }
        case .tokenLogProbabilities:
            if let number = value.number {
                candidate.logProbability = candidate.logProbability ?? number
            } else if let tokens = TokenLogProbabilities(value) {
                candidate.logProbability = candidate.logProbability ?? tokens.sum
                candidate.completionTokens = candidate.completionTokens ?? tokens.count
            }
        case .scores:
            candidate.add(
                scores: value, called: name == fields.paths[.scores] || name == "scores" ? "score" : ExactText(name))
        case .stepScores: candidate.add(stepScores: value, called: "steps")
        case .completionTokens: candidate.completionTokens = candidate.completionTokens ?? value.integer
        case .finishReason:
            if let reason = value.string { candidate.isTruncated = ["length", "max_tokens"].contains(reason) }
        case .sampleIndex: candidate.sampleIndex = value.integer ?? candidate.sampleIndex
        default: break
        }
    }
}
