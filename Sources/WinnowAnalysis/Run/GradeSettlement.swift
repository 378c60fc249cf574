import WinnowStore

/// How the grades of recorded candidates were settled where they contradict each other or are missing.
///
/// A domain's grader judges an answer, so it cannot call the same answer both right and wrong. Flags that came with a
/// file can: they were given to completions, by other readings of their answers. An answer is then right where more of
/// its flags say so than not.
struct GradeSettlement: Hashable, Sendable {
    /// Answers of a problem whose flags differ.
    var conflicts = 0

    /// Candidates of these answers whose own flag lost.
    var overruled = 0

    /// Problems that are left out because an answer of theirs has no grade at all.
    var ungraded = 0

    /// Candidates flagged right in which no answer was found; they count as abstentions.
    var unread = 0

    /// Whether each answer of a problem's candidates is right; nil when one has no grade.
    mutating func settle(_ rows: [PoolRow]) -> [String: Bool]? {
        var flags: [String: (right: Int, wrong: Int)] = [:]
        for row in rows {
            guard let key = row.answerKey else {
                if row.correct == true { unread += 1 }
                continue
            }
            switch row.correct {
            case true?: flags[key, default: (0, 0)].right += 1
            case false?: flags[key, default: (0, 0)].wrong += 1
            case nil: flags[key, default: (0, 0)].right += 0
            }
        }
        guard flags.values.allSatisfy({ $0.right + $0.wrong > 0 }) else {
            ungraded += 1
            return nil
        }
        for flag in flags.values where flag.right > 0 && flag.wrong > 0 {
            conflicts += 1
            overruled += min(flag.right, flag.wrong)
        }
        return flags.mapValues { $0.right > $0.wrong }
    }

    /// What a table has to say of it; empty where all is well.
    var notes: [String] {
        var notes: [String] = []
        if conflicts > 0 {
            notes.append(
                "\(conflicts) answers are flagged both right and wrong; each counts as most of its flags say, a tie as "
                    + "wrong, against \(overruled) flags.")
        }
        if unread > 0 {
            notes.append(
                "\(unread) candidates are flagged right but no answer was found in them: they count as abstentions.")
        }
        if ungraded > 0 { notes.append("\(ungraded) problems with an answer that nobody graded are left out.") }
        return notes
    }
}
