/// The votes of a problem's candidates are counted here: which answers they have, and how many have each.
struct AnswerVotes<Answer: Hashable & Sendable>: Sendable {
    /// A party is what voted for one answer.
    struct Party: Sendable {
        let answer: Answer

        /// The candidates stand as positions in stored order, ascending.
        var positions: [Int]

        var votes: Int { positions.count }
    }

    /// The answers stand by falling votes; of equal ones the first seen comes first.
    let parties: [Party]

    /// The candidates without an answer, which do not vote, stand as positions in stored order.
    let blanks: [Int]

    /// - Parameter answers: one per candidate; nil where none can be read.
    /// - Complexity: linear in the candidates, and sorting in the answers.
    init(_ answers: some Sequence<Answer?>) {
        var places: [Answer: Int] = [:]
        var parties: [Party] = []
        var blanks: [Int] = []
        for (position, answer) in answers.enumerated() {
            guard let answer else {
                blanks.append(position)
                continue
            }
            if let place = places[answer] {
                parties[place].positions.append(position)
            } else {
                places[answer] = parties.count
                parties.append(Party(answer: answer, positions: [position]))
            }
        }
        // First positions differ, so that the order is one only.
        self.parties = parties.sorted { ($1.votes, $0.positions[0]) < ($0.votes, $1.positions[0]) }
        self.blanks = blanks
    }

    /// So many candidates vote.
    var voters: Int { parties.reduce(0) { $0 + $1.votes } }

    /// True where there are votes and no answer has more than half of them.
    var isSplit: Bool { parties.first.map { 2 * $0.votes <= voters } ?? false }
}
