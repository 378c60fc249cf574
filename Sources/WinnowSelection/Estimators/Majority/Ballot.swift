/// How many votes each answer has in a pool.
struct Ballot: Hashable, Sendable {
    /// The votes for one answer.
    struct Party: Hashable, Sendable {
        /// The candidates with this answer, as positions in stored order, ascending.
        var positions: [Int]
        var isRight: Bool

        var size: Int { positions.count }
    }

    /// The answers in the order in which they are first seen.
    let parties: [Party]

    /// Candidates that do not vote but are drawn.
    let blanks: Int

    /// All candidates.
    let population: Int

    /// Counts the candidates for which `votes` holds; a candidate without an answer never does.
    ///
    /// - Parameter policy: under ``BlankPolicy/vote`` all candidates without an answer form one wrong party.
    init(
        _ candidates: [Candidate], blanks policy: BlankPolicy = .drop, where votes: (Candidate) -> Bool = { _ in true }
    ) {
        self.init(candidates, blanks: policy, voting: candidates.map(votes))
    }

    /// - Parameter voting: one per candidate; of one without an answer it is not read.
    init(_ candidates: [Candidate], blanks policy: BlankPolicy = .drop, voting: [Bool]) {
        var indices: [Int?: Int] = [:]
        var parties: [Party] = []
        var voters = 0
        for (position, candidate) in candidates.enumerated() {
            if candidate.answer == nil ? policy != .vote : !voting[position] { continue }
            voters += 1
            if let index = indices[candidate.answer] {
                parties[index].positions.append(position)
            } else {
                indices[candidate.answer] = parties.count
                parties.append(Party(positions: [position], isRight: candidate.hasRightAnswer))
            }
        }
        self.parties = parties
        population = candidates.count
        blanks = candidates.count - voters
    }

    /// The candidates that vote.
    var voters: Int { population - blanks }
}
