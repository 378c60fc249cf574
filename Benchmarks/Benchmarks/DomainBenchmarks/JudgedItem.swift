import WinnowDomains

/// A problem with an answer and a completion to be judged.
struct JudgedItem<Family: TracedDomain> {
    let problem: Family.Problem

    /// The solver's answer, or for every other item that to another problem, which is wrong as a rule.
    let answer: String

    /// The solver's completion; for every other item one token of its trace is another one.
    let completion: [Int]

    /// The same thousand items of a domain in every run, difficulties in equal thirds.
    static func thousand(of domain: Family) throws -> [JudgedItem] {
        let examples = (0..<1000).map { domain.trainingExample($0, seed: 1) }
        let completions = examples.map { $0.solution.completion(.traced) }
        let answers = try completions.map { completion in
            guard let answer = domain.read(completion).answer else { throw UnreadableSolution(domain: domain.name) }
            return answer
        }
        return examples.indices.map { index in
            guard index % 2 == 1 else {
                return JudgedItem(
                    problem: examples[index].problem, answer: answers[index], completion: completions[index])
            }
            var completion = completions[index]
            let place = examples[index].solution.trace.count / 2
            completion[place] = completions[index - 1][0]
            return JudgedItem(problem: examples[index].problem, answer: answers[index - 1], completion: completion)
        }
    }
}

/// A solver's completion that its own domain cannot read.
private struct UnreadableSolution: Error {
    let domain: String
}
