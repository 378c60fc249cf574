import Testing
import WinnowDomains
import WinnowRandom

@Suite("Countdown answers")
struct CountdownAnswerTests {
    private let domain = CountdownDomain()

    private func problem(_ text: String) throws -> CountdownProblem {
        try domain.problem(from: text)
    }

    private func kinds(_ verdict: Verdict) -> [String] {
        guard case .rejected(let critiques) = verdict else { return [] }
        return critiques.map(\.kind)
    }

    /// What published checkers accept and a sound one must not.
    ///
    /// Source: DEFINITIONS.md section 6, from Stream of Search, TinyZero and reasoning-gym.
    @Test(
        "the false accepts of published checkers are rejected by verifier and grader",
        arguments: [
            ("5 7 9 > 25", "5*5"), ("5 3 2 1 > 20", "(5+5)*2"), ("3 2 1 > 8", "3**2-1"), ("7 2 1 > 4", "7//2+1"),
            ("5 40 > 20", ".5*40"), ("1 2 10 > 12", "1.2*10"), ("3 5 > 2", "-3+5"), ("4 1 > 25", "4!+1"),
            ("16 1 > 5", "sqrt(16)+1"), ("6 3 > 20", "binomial(6,3)"), ("3 5 > 7", "3|5"), ("5 7 9 > 21", "5+7+9=21"),
            ("2 3 > 6", "2(3)"), ("2 3 > 6", "2 3"), ("2 3 > 23", "23"), ("2 3 > 6", "2×3"), ("2 3 > 6", "+2*3"),
            ("5 7 > 12", "5+7+0"), ("5 7 > 12", "05+7"), ("5 7 > 12", "5+7#"), ("5 7 > 12", "5+7)"),
            ("5 7 > 12", "(5+7"),
            ("5 7 > 12", "()5+7"), ("5 7 > 12", "5_+7"), ("5 7 > 12", "0x5+7"), ("5 7 > 12", "5e0+7"),
            ("5 7 > 12", "５+7"),
            ("5 7 > 12", ""), ("5 7 > 12", "12"), ("5 7 > 12", "5+7+5-5"), ("5 7 9 > 12", "5+7"),
        ])
    func falseAccepts(_ text: String, _ answer: String) throws {
        let problem = try problem(text)
        let verdict = domain.verify(answer, of: problem)
        guard case .rejected(let critiques) = verdict else {
            Issue.record("\(answer): \(verdict)")
            return
        }
        #expect(!critiques.isEmpty)
        #expect(!domain.grade(answer, of: problem))
    }

    @Test("a rejection lists everything that is wrong, with its place")
    func allCritiques() throws {
        let verdict = domain.verify("5*5/(7-7)+3", of: try problem("5 7 9 > 25"))
        guard case .rejected(let critiques) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(
            critiques.map { "\($0.kind) @ \($0.location)" } == [
                "number_not_available @ number 2", "number_not_available @ number 4",
                "number_not_available @ number 5", "number_unused @ ", "division_by_zero @ character 4",
            ])
        #expect(kinds(domain.verify("5*5", of: try problem("5 7 9 > 25"))).count == 3)
        #expect(kinds(domain.verify("9+7+5", of: try problem("5 7 9 > 25"))) == ["wrong_value"])
        #expect(domain.verify("9+7/5", of: try problem("5 7 9 > 25")).critiqueText.contains("52/5"))
        #expect(domain.verify("5-9/7", of: try problem("5 7 9 > 25")).critiqueText.contains("26/7"))
        #expect(domain.verify("5-7-9", of: try problem("5 7 9 > 25")).critiqueText.contains("-11"))
    }

    @Test(
        "a malformed answer says at which character",
        arguments: [
            ("1.2*10", 2), ("3**2", 3), ("7//2", 3), (".5*40", 1), ("4!+1", 2), ("sqrt(16)", 1), ("-3+5", 1),
            ("(5+7", 5),
        ])
    func malformedAt(_ answer: String, _ character: Int) throws {
        let verdict = domain.verify(answer, of: try problem("1 2 > 3"))
        guard case .rejected(let critiques) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(critiques.map(\.kind) == ["malformed"])
        #expect(critiques[0].location == "character \(character)")
        #expect(domain.answerKey(of: answer) == nil)
    }

    @Test(
        "right answers are accepted, fractions and negative values on the way included",
        arguments: [
            ("8 8 3 3 > 24", "8/(3-8/3)"), ("5 7 9 > 11", "((9+7)-5)"), ("5 7 9 > 11", " 9 + 7-5 "),
            ("5 7 9 > 7", "5-7+9"),
            ("1 5 5 5 > 24", "5*(5-1/5)"), ("4 > 4", "4"), ("4 > 4", "((4))"), ("6 6 > 0", "6-6"), ("2 3 > 1", "0-1+2"),
        ])
    func right(_ text: String, _ answer: String) throws {
        let problem = try problem(text)
        let isRight = answer != "0-1+2"
        #expect(domain.verify(answer, of: problem).isAccepted == isRight)
        #expect(domain.grade(answer, of: problem) == isRight)
    }

    @Test("six numbers of a million do not overflow")
    func large() throws {
        let problem = try problem("1000000 1000000 1000000 1000000 1000000 999999 > 1000000")
        let answer = "1000000/1000000/(1000000/1000000)*(1000000+999999-999999)"
        #expect(kinds(domain.verify(answer, of: problem)) == ["number_not_available"])
        let rightAnswer = "(1000000*1000000*1000000*999999)/(1000000*1000000)"
        #expect(kinds(domain.verify(rightAnswer, of: problem)) == ["wrong_value"])
        let product = "1000000*1000000*1000000*1000000*1000000*999999"
        #expect(kinds(domain.verify(product, of: problem)) == ["wrong_value"])
        #expect(!domain.grade(product, of: problem))
        let even = try self.problem("1000000 1000000 1000000 1000000 1000000 1000000 > 1000000")
        let accepted = "1000000*1000000*1000000*1000000/1000000/1000000/1000000"
        #expect(kinds(domain.verify(accepted, of: even)) == ["number_not_available"])
        let nested = "1000000/(1000000/(1000000/(1000000/(1000000/(1000000)))))"
        #expect(kinds(domain.verify(nested, of: even)) == ["wrong_value"])
        let sum = "(1000000/1000000-1000000/1000000)*1000000+1000000"
        #expect(domain.verify(sum, of: even) == .accepted)
        #expect(domain.grade(sum, of: even))
    }

    @Test("numbers that no problem can have are rejected however large the value")
    func huge() throws {
        let problem = try problem("5 7 > 12")
        let factor = "999999999999999999"
        let answer = (0..<9).map { _ in factor }.joined(separator: "*")
        #expect(kinds(domain.verify(answer, of: problem)).last == "value_too_large")
        #expect(!domain.grade(answer, of: problem))
        #expect(kinds(domain.verify(factor + "9", of: problem)) == ["malformed"])
        #expect(!domain.grade(factor + "9", of: problem))
    }

    @Test(
        "parentheses may be nested 100 deep and no deeper, for verifier and grader alike",
        arguments: [1, 100, 101, 5000])
    func depth(_ depth: Int) throws {
        let problem = try problem("5 7 > 12")
        let answer = String(repeating: "(", count: depth) + "5+7" + String(repeating: ")", count: depth)
        #expect(domain.verify(answer, of: problem).isAccepted == (depth <= 100))
        #expect(domain.grade(answer, of: problem) == (depth <= 100))
    }

    @Test(
        "verifier and grader agree with an oracle on all expressions over three numbers",
        arguments: [[2, 5, 9], [4, 4, 1], [3, 3, 3]])
    func oracle(_ numbers: [Int]) throws {
        let expressions = CountdownOracle.expressions(numbers)
        #expect(expressions.count == 192)
        let text = numbers.map(String.init).joined(separator: " ")
        for target in 0...60 {
            let problem = try problem("\(text) > \(target)")
            for expression in expressions {
                let isRight = expression.value == CountdownOracle.Rational(target, 1)
                try #require(domain.verify(expression.text, of: problem).isAccepted == isRight, "\(expression.text)")
                try #require(domain.grade(expression.text, of: problem) == isRight, "\(expression.text)")
            }
        }
    }

    @Test(
        "verifier and grader agree with the oracle on four numbers with divisions by zero inside others",
        arguments: [0, 3, 7])
    func zeroDivisions(_ target: Int) throws {
        let problem = try problem("7 5 5 3 > \(target)")
        for expression in CountdownOracle.expressions([7, 5, 5, 3]) {
            let isRight = expression.value == CountdownOracle.Rational(target, 1)
            let verdict = domain.verify(expression.text, of: problem)
            try #require(verdict.isAccepted == isRight, "\(expression.text)")
            try #require(kinds(verdict).contains("division_by_zero") == (expression.value == nil))
            try #require(domain.grade(expression.text, of: problem) == isRight, "\(expression.text)")
        }
    }

    @Test("verifier and grader agree on changed and on random texts")
    func mutations() throws {
        let alphabet = Array("0123456789+-*/() .!")
        var accepted = 0
        var rejected = 0
        try DomainLaws.forEachProblem(of: domain, count: 6000) { problem, _, random in
            let solution = domain.solve(problem, using: &random)
            var answer = Array(domain.read(solution.completion(.answerOnly)).answer ?? "")
            for _ in 0...random.below(3) {
                let position = random.below(answer.count)
                switch random.below(4) {
                case 0: answer[position] = alphabet[random.below(alphabet.count)]
                case 1: answer.insert(alphabet[random.below(alphabet.count)], at: position)
                case 2: answer.swapAt(position, random.below(answer.count))
                default: answer.remove(at: position)
                }
            }
            let text = String(answer)
            let isAccepted = domain.verify(text, of: problem).isAccepted
            try #require(isAccepted == domain.grade(text, of: problem), "\(text)")
            if isAccepted { accepted += 1 } else { rejected += 1 }
            if isAccepted { try #require(domain.answerKey(of: text) != nil) }
        }
        #expect(accepted > 100 && rejected > 1000)
    }
}

extension Verdict {
    /// All critiques as one text.
    fileprivate var critiqueText: String {
        guard case .rejected(let critiques) = self else { return "" }
        return critiques.map(\.description).joined(separator: "; ")
    }
}
