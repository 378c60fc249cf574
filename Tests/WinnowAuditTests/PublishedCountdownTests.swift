import Testing
import WinnowDomains

@testable import WinnowAudit

/// A case is an answer with what a checker and the strict verifier say of it.
struct CheckedAnswer: Sendable, CustomTestStringConvertible {
    var numbers: [Int]
    var target: Int
    var answer: String
    var isAccepted: Bool
    var isRight: Bool

    init(_ numbers: [Int], _ target: Int, _ answer: String, accepted: Bool, right: Bool) {
        (self.numbers, self.target, self.answer) = (numbers, target, answer)
        (isAccepted, isRight) = (accepted, right)
    }

    var testDescription: String { "\(answer) from \(numbers) to \(target)" }

    func check(_ checker: some CountdownChecker) throws {
        let problem = try CountdownProblem(numbers: numbers, target: target)
        #expect(checker.verdict(on: answer, of: problem).isAccepted == isAccepted)
        #expect(CountdownDomain().verify(answer, of: problem).isAccepted == isRight)
        #expect(CountdownDomain().grade(answer, of: problem) == isRight)
    }
}

@Suite("Published countdown checkers")
struct PublishedCountdownTests {
    @Test(
        "Stream of Search reuses numbers, leaves some out, and cannot state fractions or negative numbers",
        arguments: [
            CheckedAnswer([5, 7, 9], 25, "5*5", accepted: true, right: false),
            CheckedAnswer([5, 3, 2, 1], 20, "(5+5)*2", accepted: true, right: false),
            CheckedAnswer([5, 7, 9], 12, "5+7", accepted: true, right: false),
            CheckedAnswer([9, 7, 5], 11, "(9+7)-5", accepted: true, right: true),
            CheckedAnswer([9, 7, 5], 12, "(9+7)-5", accepted: false, right: false),
            CheckedAnswer([9, 7, 5], 22, "(9+8)+5", accepted: false, right: false),
            CheckedAnswer([8, 3, 6], 16, "8/3*6", accepted: false, right: true),
            CheckedAnswer([3, 5, 20], 18, "(3-5)+20", accepted: false, right: true),
            CheckedAnswer([7, 2, 1], 4, "7//2+1", accepted: true, right: false),
            CheckedAnswer([3, 1], 4, "+3+1", accepted: false, right: false),
        ])
    func streamOfSearch(_ example: CheckedAnswer) throws { try example.check(StreamOfSearchPath()) }

    @Test(
        "TinyZero takes digits for numbers, and powers, rounding, points and signs for the four operations",
        arguments: [
            CheckedAnswer([3, 2, 1], 8, "3**2-1", accepted: true, right: false),
            CheckedAnswer([7, 2, 1], 4, "7//2+1", accepted: true, right: false),
            CheckedAnswer([5, 40], 20, ".5*40", accepted: true, right: false),
            CheckedAnswer([1, 2, 10], 12, "1.2*10", accepted: true, right: false),
            CheckedAnswer([3, 5], 2, "-3+5", accepted: true, right: false),
            CheckedAnswer([1, 10, 1_000_000], 10, "1/1000000+10", accepted: true, right: false),
            CheckedAnswer([9, 7, 5], 11, "((9+7)-5)", accepted: true, right: true),
            CheckedAnswer([8, 3, 6], 16, "8/3*6", accepted: true, right: true),
            CheckedAnswer([5, 7, 9], 25, "5*5", accepted: false, right: false),
            CheckedAnswer([4, 1], 25, "4!+1", accepted: false, right: false),
            CheckedAnswer([9, 7, 5], 11, "(9+7)-5=11", accepted: false, right: false),
            CheckedAnswer([5, 3], 15, "5(3)", accepted: false, right: false),
            CheckedAnswer([7, 5], 12, "07+5", accepted: false, right: false),
            CheckedAnswer([7, 5, 1], 12, "7+5/(1-1)", accepted: false, right: false),
        ])
    func tinyZero(_ example: CheckedAnswer) throws { try example.check(TinyZeroReward()) }

    @Test(
        "reasoning-gym's countdown computes with SymPy, closely, and counts whole words of digits alone",
        arguments: [
            CheckedAnswer([3, 2, 1], 8, "3**2-1", accepted: true, right: false),
            CheckedAnswer([7, 2, 1], 4, "7//2+1", accepted: true, right: false),
            CheckedAnswer([5, 40], 20, ".5*40", accepted: true, right: false),
            CheckedAnswer([4, 1], 25, "4!+1", accepted: true, right: false),
            CheckedAnswer([16, 1], 5, "sqrt(16)+1", accepted: true, right: false),
            CheckedAnswer([6, 3], 20, "binomial(6,3)", accepted: true, right: false),
            CheckedAnswer([3, 5], 7, "3|5", accepted: true, right: false),
            CheckedAnswer([3, 5], 18, "3+5+1e1", accepted: true, right: false),
            CheckedAnswer([3, 5], 24, "3+5+0x10", accepted: true, right: false),
            CheckedAnswer([3, 5], 18, "3+5+1_0", accepted: true, right: false),
            CheckedAnswer([1, 100, 1000], 100, "100+1/1000", accepted: true, right: false),
            CheckedAnswer([1, 3, 3, 5, 7], 7, "7+5/(1/(3-3))", accepted: true, right: false),
            CheckedAnswer([9, 7, 5], 11, "((9+7)-5)", accepted: true, right: true),
            CheckedAnswer([5, 7, 9], 25, "5*5", accepted: false, right: false),
            CheckedAnswer([3, 2], 6, "x*6", accepted: false, right: false),
            CheckedAnswer([5, 3], 15, "5(3)", accepted: false, right: false),
        ])
    func reasoningGym(_ example: CheckedAnswer) throws { try example.check(ReasoningGymCountdown()) }

    @Test(
        "reasoning-gym's puzzle24 asks neither which numbers were given nor what is behind the point",
        arguments: [
            CheckedAnswer([1, 2, 3, 4], 24, "6*4+1-1", accepted: true, right: false),
            CheckedAnswer([1, 1, 1, 1], 24, "8*3*1*1", accepted: true, right: false),
            CheckedAnswer([8, 3, 9, 10], 24, "8*3+9/10", accepted: true, right: false),
            CheckedAnswer([1, 2, 3, 4], 24, "1*2*3*4", accepted: true, right: true),
            CheckedAnswer([1, 2, 3, 4], 24, "6*4", accepted: false, right: false),
            CheckedAnswer([1, 2, 3, 4], 24, "12*2*1*1", accepted: false, right: false),
        ])
    func puzzle24(_ example: CheckedAnswer) throws { try example.check(ReasoningGymPuzzle24()) }

    @Test("a stream is judged by its lines, and one whose goal follows at once is not accepted")
    func streams() throws {
        let problem = try CountdownProblem(numbers: [5, 3, 2], target: 20)
        let check = StreamOfSearchPath()
        let stream = """
            Current State: 20:[5, 3, 2], Operations: []
            Exploring Operation: 5+5=10, Resulting Numbers: [3, 2, 10]
            Generated Node #0,0: 20:[3, 2, 10] Operation: 5+5=10
            Moving to Node #0,0
            Current State: 20:[3, 2, 10], Operations: ['5+5=10']
            Exploring Operation: 10*2=20, Resulting Numbers: [3, 20]
            20,20 equal: Goal Reached
            """
        #expect(check.verdict(on: stream, of: problem) == .accepted)
        #expect(check.verdict(onStream: stream.replacing("10*2=20", with: "10*2=21")).isAccepted == false)
        #expect(check.verdict(onStream: stream.replacing("equal: Goal", with: "unequal")).isAccepted == false)
        #expect(check.verdict(onStream: stream.replacing("['5+5=10']", with: "['4+6=10']")).isAccepted == false)
        let short = """
            Current State: 8:[5, 3], Operations: []
            Exploring Operation: 5+3=8, Resulting Numbers: [8]
            8,8 equal: Goal Reached
            """
        #expect(check.verdict(onStream: short) == .rejected("an operation is not a?b=c"))
    }
}

@Suite("Arithmetic of Python and SymPy")
struct PublishedArithmeticTests {
    /// What SymPy 1.14 computes, as `float(parse_expr(text))`; nil where that fails.
    private static let values: [(String, Double?)] = [
        ("3**2-1", 8), ("7//2+1", 4), (".5*40", 20), ("4!+1", 25), ("sqrt(16)+1", 5), ("binomial(6,3)", 20), ("3|5", 7),
        ("1e1+3", 13), ("0x10", 16), ("1_0+3", 13), ("7+5/(1/(3-3))", 7), ("1/0", nil), ("5*1/0", nil),
        ("floor(7/2)", 3), ("-7//2", -4), ("7%4", 3), ("6^3", 5), ("2<<3", 16), ("~3", -4), ("2(3)", nil), ("007", nil),
        ("00+1", 1), ("3!!", 3), ("(2+1)!", 6), ("2**3!", 64), ("sqrt(2)*sqrt(2)", 2), ("(1/0)**-1", 0),
        ("3-1/0", nil), ("max(3,5)", 5), ("Max(3,5)", 5), ("abs(3-5)", 2), ("gcd(4,6)", 2), ("pi", .pi),
        ("2**(1/2)", 1.4142135623730951), ("4**(1/2)", 2), ("27**(2/3)", 9), ("1.5*2", 3), ("5.+1", 6), ("-2**2", -4),
        ("2**-1", 0.5), ("0**-1", nil), ("(5\n+3)", 8), ("7//0", nil), ("5%0", nil), ("3.0//2", 1), ("4//.2", 19),
        ("7.5%2", 1.5),
        ("(3/2)//1", 1), ("10/4", 2.5), ("lcm(4,6)", 12), ("ceiling(7/2)", 4), ("8**(1/3)", 2), ("min(3,5)", 3),
        ("5<<-1", nil), ("2**(3**2)", 512), ("1/3*3", 1), ("(3/2)|1", nil), ("\u{2212}5+6", nil), ("5 6", nil),
        ("5+", nil),
        ("()", nil), ("1,2", nil),
    ]

    @Test("values are SymPy's", arguments: values.map(\.0))
    func symbolic(_ text: String) throws {
        let expected = try #require(Self.values.first { $0.0 == text }).1
        let value = try? SymbolicValue(PythonExpression(text, grammar: .symbolic)).real
        if let expected {
            #expect(abs(try #require(value) - expected) < 1e-12)
        } else {
            #expect(value == nil)
        }
    }

    @Test("Python's quotients are rounded down, and powers bind from the right, before signs")
    func python() throws {
        func value(_ text: String) throws -> Double {
            try PythonValue(PythonExpression(text, grammar: .digits)).real
        }
        #expect(try value("-7//2") == -4)
        #expect(try value("7.5//-2") == -4)
        #expect(try value("2**3**2") == 512)
        #expect(try value("-2**2") == -4)
        #expect(try value("2**-1") == 0.5)
        #expect(try value("7/2") == 3.5)
        #expect(throws: (any Error).self) { try value("1.2.3") }
        #expect(throws: (any Error).self) { try value("9**9**9") }
    }

    @Test("hostile texts come to an end without a trap")
    func hostile() {
        let texts = [
            String(repeating: "(", count: 5000), String(repeating: "-", count: 900),
            String(repeating: "1+", count: 400) + "1",
            String(repeating: "9", count: 900), "9**9**9**9", "1<<99999999", "170!*170!", "171!",
            String(repeating: "2**", count: 200) + "2",
            "170141183460469231731687303715884105727*2", "-170141183460469231731687303715884105728//-1", "\u{0}", "１+１",
            "1e999*0",
            "binomial(1000,500)", "1e400", "(1e300)**5//1",
        ]
        for text in texts {
            for checker in PublishedCheckers.countdown {
                let problem = try? CountdownProblem(numbers: [1, 2], target: 3)
                #expect(problem.map { checker.verdict(on: text, of: $0).isAccepted } == false)
            }
        }
    }
}
