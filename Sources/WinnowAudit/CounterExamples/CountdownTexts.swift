import WinnowDomains

extension CounterExamples {
    /// Searches for counter-examples of the countdown checkers: every text of a small grammar up to a length, on the
    /// problems that its own numbers suggest.
    ///
    /// - Parameter length: no text is longer, but for functions' names.
    public static func ofCountdown(upTo length: Int = 5) -> CounterExamples {
        var search = CounterExamples()
        let domain = CountdownDomain()
        var oracles: [[Int]: CountdownOracle] = [:]
        for text in CountdownTexts(upTo: length).texts {
            for problem in CountdownTexts.problems(for: text) {
                search.count()
                let critique: String? =
                    switch domain.verify(text, of: problem) {
                    case .accepted: nil
                    case .rejected(let critiques): critiques.map(\.message).joined(separator: "; ")
                    case .error(let message): message
                    }
                for checker in PublishedCheckers.countdown {
                    search.note(
                        checker, checker.verdict(on: text, of: problem), strict: critique,
                        problem: domain.specification(of: problem), text: text
                    ) {
                        if let oracle = oracles[problem.numbers] { return oracle.canMake(problem.target) }
                        let oracle = CountdownOracle(problem.numbers)
                        oracles[problem.numbers] = oracle
                        return oracle.canMake(problem.target)
                    }
                }
            }
        }
        return search
    }
}

/// The texts are all expressions up to a length over few digits and many operators, the shortest first.
struct CountdownTexts {
    private(set) var texts: [String] = []

    private static let digits = ["1", "2", "3", "4", "5"]
    private static let operators = ["+", "-", "*", "/", "**", "//", "|"]

    init(upTo length: Int) {
        precondition(length >= 1, "no text has \(length) characters")
        // byLength[n] has the texts of n characters.
        var byLength: [[String]] = [[], Self.digits]
        for size in 2...max(2, length) {
            var texts: [String] = []
            let shorter = byLength[size - 1]
            if size == 2 { texts += Self.digits.flatMap { ["\($0)!", ".\($0)", "\($0)."] } }
            if size == 3 { texts += ["1e1", "0x2"] }
            texts += shorter.filter { $0.first != "-" }.map { "-" + $0 }
            if size >= 5 { texts += byLength[size - 2].map { "(\($0))" } }
            for operation in Self.operators {
                let rest = size - operation.count
                guard rest >= 2 else { continue }
                for left in 1..<rest {
                    for first in byLength[left] {
                        for second in byLength[rest - left] where second.first != "-" {
                            texts.append(first + operation + second)
                        }
                    }
                }
            }
            byLength.append(texts)
        }
        texts = byLength.prefix(length + 1).flatMap { $0 }
        texts += Self.digits.flatMap { first in Self.digits.map { "sqrt(\(first))+\($0)" } }
        // What has two operations needs parentheses for some values.
        for first in Self.digits {
            for second in Self.digits {
                texts += Self.digits.flatMap { third in
                    [
                        "(\(first)-\(second))*\(third)", "\(first)/(\(second)/\(third))",
                        "\(first)/(1/(\(second)-\(third)))",
                    ]
                }
            }
        }
    }

    /// Gives problems of two to four numbers that a text may be an answer to: its own numbers, these without one or with
    /// another one, and the whole numbers next to its values.
    static func problems(for text: String) -> [CountdownProblem] {
        guard let expression = try? PythonExpression(text, grammar: .symbolic), let runs = NumberWords.runs(in: text),
            let words = NumberWords.words(in: text), let value = try? SymbolicValue(expression)
        else { return [] }
        var targets: [Int] = []
        for target in [value.truncated.map { Int(clamping: $0) }, value.real.flatMap { Int(exactly: $0.rounded()) }] {
            if let target, (0...1000).contains(target), !targets.contains(target) { targets.append(target) }
        }
        var lists: [[Int]] = []
        for list in [runs, words, Array(Set(runs)), Array(runs.dropFirst()), runs + [1], runs + [5]] {
            let sorted = list.sorted(by: >)
            if (2...4).contains(sorted.count), !lists.contains(sorted) { lists.append(sorted) }
        }
        return lists.flatMap { numbers in
            targets.compactMap { try? CountdownProblem(numbers: numbers, target: $0) }
        }
    }
}
