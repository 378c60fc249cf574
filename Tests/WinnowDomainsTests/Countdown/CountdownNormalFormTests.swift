import Testing
import WinnowDomains
import WinnowRandom

@Suite("Countdown answer keys")
struct CountdownNormalFormTests {
    private let domain = CountdownDomain()

    @Test(
        "expressions equal under commutativity and associativity have one key",
        arguments: [
            (["((9+7)-5)", "9-5+7", "7-(5-9)", "(7-5)+9", " 7 + (9-5) "], "9+7-5"),
            (["(2*3)*4", "4*(3*2)", "3*4*2"], "4*3*2"),
            (["8/(2/3)", "8*3/2", "3/2*8", "3*(8/2)"], "8*3/2"),
            (["(1+2)*3-4", "3*(2+1)-4"], "3*(2+1)-4"), (["1-2*3", "1-3*2"], "1-3*2"),
            (["8/(3-8/3)"], "8/(3-8/3)"), (["2/4/8", "2/(4*8)"], "2/8/4"),
        ])
    func equal(_ texts: [String], _ key: String) {
        for text in texts { #expect(domain.answerKey(of: text) == key) }
    }

    @Test(
        "expressions that differ otherwise keep different keys",
        arguments: [("1*5+2", "5/1+2"), ("2+2", "2*2"), ("(3-2)*5", "(5-3)*2"), ("5-5+3", "3"), ("4/2+1", "2/4+1")])
    func different(_ first: String, _ second: String) {
        #expect(domain.answerKey(of: first) != domain.answerKey(of: second))
    }

    @Test("a long expression has its key in time that grows as its length does")
    func long() {
        let count = 100_000
        func key(_ start: String, _ rest: String) -> String? {
            domain.answerKey(of: start + String(repeating: rest, count: count))
        }
        #expect(key("2", "*1/1")?.hasPrefix("2*1*1") == true)
        #expect(key("2", "-(1-3)")?.hasSuffix("1-1-1") == true)
        #expect(key("(2+9)*3", "+1*3")?.hasSuffix("+3*1+3*1") == true)
    }

    @Test("a division by zero never shares a key with an expression that has a value")
    func undefined() {
        // Flattened, both read 7*(5-5)/3, and only the second has the value 0.
        #expect(domain.answerKey(of: "7/(3/(5-5))") == "undefined 7*(5-5)/3")
        #expect(domain.answerKey(of: "7*(5-5)/3") == "7*(5-5)/3")
    }

    /// At four operands the identities of signs set in, as in (a-b)*(c-d) = (b-a)*(d-c), which are neither
    /// commutativity nor associativity.
    @Test(
        "keys tell apart exactly what differs in value for general numbers, but for identities of signs",
        arguments: [
            ([101], 1, 1), ([101, 1009], 6, 6), ([101, 1009, 2003], 68, 68), ([101, 1009, 2003, 5003], 1170, 1260),
        ])
    func counts(_ numbers: [Int], _ distinctValues: Int, _ distinctKeys: Int) {
        let expressions = CountdownOracle.expressions(numbers)
        #expect(Set(expressions.map(\.value)).count == distinctValues)
        #expect(Set(expressions.map { domain.answerKey(of: $0.text) }).count == distinctKeys)
    }

    @Test(
        "equal keys have equal values, and a key has the value of its expression",
        arguments: [[1, 2, 3, 4], [5, 5, 5, 2], [8, 8, 3, 3]])
    func soundness(_ numbers: [Int]) throws {
        var values: [String: CountdownOracle.Rational?] = [:]
        let text = numbers.map(String.init).joined(separator: " ")
        for expression in CountdownOracle.expressions(numbers) {
            let key = try #require(domain.answerKey(of: expression.text))
            if let value = values[key] { try #require(value == expression.value, "\(expression.text): \(key)") }
            values[key] = .some(expression.value)
        }
        let isUndefinedPossible = values.keys.contains { $0.hasPrefix("undefined") }
        #expect(isUndefinedPossible)
        for (key, value) in values {
            guard let value, value.denominator == 1, value.numerator >= 0 else { continue }
            let problem = try domain.problem(from: "\(text) > \(value.numerator)")
            try #require(domain.verify(key, of: problem) == .accepted)
            try #require(domain.answerKey(of: key) == key)
        }
    }
}
