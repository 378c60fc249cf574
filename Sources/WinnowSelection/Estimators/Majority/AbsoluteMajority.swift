/// The answer with more than half of the votes in a random k-subset, if there is one.
struct AbsoluteMajority {
    let ballot: Ballot
    let draws: Int

    /// Whether blanks count in the whole of which more than half is asked for.
    let countsBlanks: Bool

    /// P(a right answer has more than half) and P(a wrong answer has).
    ///
    /// - Complexity: O(k) for each party size and each possible number of votes cast.
    func odds() -> Odds {
        var right = 0.0
        var wrong = 0.0
        for group in ballot.groups {
            let wins = probability(size: group.size)
            right += Double(group.right) * wins
            wrong += Double(group.wrong) * wins
        }
        return Odds(right: right, wrong: wrong)
    }

    private func probability(size: Int) -> Double {
        if countsBlanks {
            let votes = hypergeometricProbabilities(population: ballot.population, marked: size, draws: draws)
            return votes.dropFirst(draws / 2 + 1).reduce(0, +)
        }
        let cast = hypergeometricProbabilities(population: ballot.population, marked: ballot.voters, draws: draws)
        var total = 0.0
        for (count, weight) in cast.enumerated() where count > 0 && weight > 0 {
            let votes = hypergeometricProbabilities(population: ballot.voters, marked: size, draws: count)
            total += weight * votes.dropFirst(count / 2 + 1).reduce(0, +)
        }
        return total
    }
}
