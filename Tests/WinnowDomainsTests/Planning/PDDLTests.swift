import Testing
import WinnowBounds

@testable import WinnowDomains

@Suite("PDDL")
struct PDDLTests {
    private static let blocks = PlanningFiles.blocks
    private static let tower = PlanningFiles.tower

    /// What is said of a pair of files that cannot be read.
    private func fault(_ domain: String, _ problem: String) -> String? {
        do throws(ProblemError) {
            _ = try PlanningProblem(domain: domain, problem: problem)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(
        "a domain that cannot be read is refused with line, column and name",
        arguments: [
            ("", "line 1, column 1: the text is empty"),
            ("(define (domain d)", "line 1, column 1: this ( is not closed"),
            ("(define (domain d)))", "line 1, column 20: this ) closes no parenthesis"),
            ("(define (domain d)) x", "line 1, column 21: something stands behind the definition"),
            (
                "(define (domain d)\n  (:predicates (p \"x\")))",
                "line 2, column 19: the character U+0022 is part of no name"
            ),
            (
                "(define (domain d)\n; é\n  (:predicates (é)))",
                "line 3, column 17: the character U+00E9 is part of no name"
            ),
            ("(define\0 (domain d))", "line 1, column 8: the character U+0000 is part of no name"),
            ("(domain d)", "line 1, column 1: a domain begins with (define (domain NAME)"),
            ("(define (problem d))", "line 1, column 1: a domain begins with (define (domain NAME)"),
            (
                "(define (domain d)\n (:requirements :strips :adl))",
                "line 2, column 25: the requirement :adl is not supported"
            ),
            (
                "(define (domain d)\n (:requirements :fluents))",
                "line 2, column 17: the requirement :fluents is not supported"
            ),
            (
                "(define (domain d)\n (:durative-action a))",
                "line 2, column 2: :durative-action is not supported in a domain"
            ),
            ("(define (domain d)\n (:derived (p) (q)))", "line 2, column 2: :derived is not supported in a domain"),
            ("(define (domain d) predicates)", "line 1, column 20: a section such as (:predicates …) is due here"),
            (
                "(define (domain d)\n (:predicates (p))\n (:predicates (q)))",
                "line 3, column 2: there is a second :predicates"
            ),
            ("(define (domain d) (:predicates (p) (p ?x)))", "line 1, column 37: p is declared twice"),
            ("(define (domain d) (:predicates p))", "line 1, column 33: a declaration such as (on ?x ?y) is due here"),
            (
                "(define (domain d) (:predicates (p x)))",
                "line 1, column 36: a parameter begins with ?, which x does not"
            ),
            ("(define (domain d) (:predicates (p ?x - t)))", "line 1, column 41: the type t is not declared"),
            ("(define (domain d) (:predicates (p ?x ?x)))", "line 1, column 39: the parameter ?x is declared twice"),
            ("(define (domain d) (:types a - b b - a))", "line 1, column 28: the types form a circle"),
            (
                "(define (domain d) (:types a - (either b c)))",
                "line 1, column 28: either is not supported as the parent"
            ),
            ("(define (domain d) (:types a - b a - c))", "line 1, column 34: the type a has two parents"),
            ("(define (domain d) (:types a - ))", "line 1, column 30: there is no type behind this hyphen"),
            ("(define (domain d) (:types - a))", "line 1, column 28: there is no name before this hyphen"),
            ("(define (domain d) (:constants a a))", "line 1, column 34: the object a is declared twice"),
            ("(define (domain d) (:functions (f) - t))", "line 1, column 38: only functions with numbers as values"),
            ("(define (domain d) (:action))", "line 1, column 20: an action begins with (:action NAME"),
            ("(define (domain d) (:action a) (:action a))", "line 1, column 32: the action a is declared twice"),
            (
                "(define (domain d) (:action a :duration 3))",
                "line 1, column 31: :duration is not supported in an action"
            ),
            ("(define (domain d) (:action a :effect))", "line 1, column 31: nothing stands behind :effect"),
            ("(define (domain d) (:action a :parameters ?x))", "line 1, column 43: parameters are a list, not ?x"),
            (
                "(define (domain d) (:action a :precondition (p)))",
                "line 1, column 45: the predicate p is not declared"
            ),
        ])
    func domains(text: String, expected: String) {
        let found = fault(text, Self.tower)
        #expect(found?.hasPrefix("the domain, \(expected)") == true, "\(found ?? "none")")
    }

    @Test(
        "conditions and effects that are not supported are refused by name, and wrong ones with what is wrong",
        arguments: [
            ("(or (p) (q))", "(p)", "52: or is not supported in a precondition"),
            ("(and (p)\n (imply (p) (q)))", "(p)", "2: imply is not supported in a precondition"),
            ("(forall (?x) (p))", "(p)", "52: forall is not supported in a precondition"),
            ("(exists (?x) (p))", "(p)", "52: exists is not supported in a precondition"),
            ("(not (and (p)))", "(p)", "57: and within not is not supported"),
            ("(not (p) (q))", "(p)", "52: not takes one condition"),
            ("(> (f) 1)", "(p)", "52: > is not supported in a precondition"),
            ("(= (f) 1)", "(p)", "55: numeric conditions are not supported"),
            ("p", "(p)", "52: a precondition is a list"),
            ("(q)", "(p)", "52: q takes 1 names, not 0"), ("(q ?y)", "(p)", "55: the parameter ?y is not declared"),
            ("(q a)", "(p)", "55: the object a is not declared"), ("(= ?x)", "(p)", "52: = takes two names"),
            ("()", "(when (p) (q ?x))", "63: when is not supported in an effect"),
            ("()", "(forall (?z) (q ?z))", "63: forall is not supported in an effect"),
            ("()", "(assign (f) 3)", "63: assign is not supported in an effect"),
            ("()", "(increase (f) 3)", "63: only (increase (total-cost) …) is supported"),
            ("()", "(increase (total-cost) -1)", "86: a cost is a number of at least 0"),
            ("()", "(= ?x ?x)", "63: = cannot be an effect"), ("()", "(not (= ?x ?x))", "68: = cannot be an effect"),
        ])
    func formulas(precondition: String, effect: String, expected: String) {
        let text = """
            (define (domain d) (:predicates (p) (q ?x)) (:functions (f) (total-cost))
            (:action a :parameters (?x)          :precondition \(precondition) :effect \(effect)))
            """
        let found = fault(text, Self.tower)
        let place = expected.hasPrefix("2:") ? "line 3, column " : "line 2, column "
        #expect(found?.hasPrefix("the domain, \(place)\(expected)") == true, "\(found ?? "none")")
    }

    @Test(
        "a problem that cannot be read is refused with line, column and name",
        arguments: [
            ("(define (problem p))", "line 1, column 1: the problem has no :goal"),
            ("(define (domain p))", "line 1, column 1: a problem begins with (define (problem NAME)"),
            ("(define (problem p) (:goal))", "line 1, column 21: :goal takes one condition"),
            ("(define (problem p) (:goal (handempty) (handempty)))", "line 1, column 21: :goal takes one condition"),
            ("(define (problem p)\n (:goal (on a b)))", "line 2, column 13: the object a is not declared"),
            (
                "(define (problem p) (:objects a) (:goal (on a ?x)))",
                "line 1, column 47: the parameter ?x is not declared"
            ),
            ("(define (problem p) (:objects a a) (:goal (and)))", "line 1, column 33: the object a is declared twice"),
            (
                "(define (problem p) (:objects a - block) (:goal (and)))",
                "line 1, column 35: the type block is not declared"
            ),
            (
                "(define (problem p) (:init (held)) (:goal (and)))",
                "line 1, column 28: the predicate held is not declared"
            ),
            (
                "(define (problem p) (:init (handempty) (= (f) x)) (:goal (and)))",
                "line 1, column 40: the value of a function"
            ),
            (
                "(define (problem p) (:init) (:goal (forall (?x) (clear ?x))))",
                "line 1, column 36: forall is not supported"
            ),
            ("(define (problem p) (:constraints) (:goal (and)))", "line 1, column 21: :constraints is not supported"),
            ("(define (problem p) (:goal (and)) (:goal (and)))", "line 1, column 35: there is a second :goal"),
            ("(define (problem p) (:goal (and)) (:metric maximize (f)))", "line 1, column 35: the only metrics are"),
        ])
    func problems(text: String, expected: String) {
        let found = fault(Self.blocks, text)
        #expect(found?.hasPrefix("the problem, \(expected)") == true, "\(found ?? "none")")
    }

    @Test("an atom of a wrong type is refused where it stands")
    func types() {
        let start = PlanningFiles.show.replacing("(in mona depot)", with: "(in depot mona)")
        #expect(
            fault(PlanningFiles.museum, start)?.hasPrefix(
                "the problem, line 3, column 14: depot is of type store, in takes exhibit") == true)
        let action = PlanningFiles.museum.replacing("(dusty ?h)\n", with: "(dusty ?x)\n")
        #expect(fault(action, PlanningFiles.show)?.contains("the parameter ?x is not declared") == true)
        let narrow = PlanningFiles.museum.replacing(":parameters (?p - painting", with: ":parameters (?p - room")
        #expect(fault(narrow, PlanningFiles.show)?.contains("?p is of type room, in takes exhibit") == true)
    }

    @Test("requirements may be missing, sections in any order, and case does not count")
    func lenience() throws {
        let plain = Self.blocks.replacing("(:requirements :strips)", with: "")
        let loud = Self.blocks.uppercased()
        for text in [plain, loud] {
            let problem = try PlanningFiles.problem(text, Self.tower.uppercased())
            #expect(
                PlanningDomain().verify("(unstack b a)\n(stack b c)\n(pick-up a)\n(stack a b)", of: problem)
                    == .accepted)
        }
        #expect(
            fault(
                "(define (domain d) (:action a :precondition (p)) (:predicates (p)))", "(define (problem p) (:goal ()))"
            ) == nil)
        // What is not in the initial state is false, said or not.
        #expect(
            fault(Self.blocks, "(define (problem p) (:init (not (handempty))) (:goal (and)) (:length (:serial 3)))")
                == nil)
    }

    @Test("equal files are equal problems, whatever their layout, and one text has both")
    func specification() throws {
        let domain = PlanningDomain()
        let problem = try PlanningFiles.problem(PlanningFiles.museum, PlanningFiles.show)
        let text = domain.specification(of: problem)
        #expect(!text.contains("\n"))
        #expect(try domain.problem(from: text) == problem)
        #expect(
            try domain.problem(from: "; both\n" + PlanningFiles.museum.uppercased() + "\n\n" + PlanningFiles.show)
                == problem)
        #expect(try domain.problem(from: text).hashValue == problem.hashValue)
        #expect(try PlanningFiles.problem(PlanningFiles.blocks, PlanningFiles.tower) != problem)
        for text in ["", "()", PlanningFiles.blocks, "\(text) ()"] {
            #expect(throws: ProblemError.self) { try domain.problem(from: text) }
        }
    }

    @Test("hostile files are refused or read in linear time")
    func hostile() {
        let head = "(define (domain d) (:predicates (p ?x)) "
        let chain = (0..<40_000).map { "t\($0 + 1) - t\($0)" }.joined(separator: " ")
        let texts = [
            String(repeating: "(", count: 1 << 20), String(repeating: ")", count: 1 << 20),
            String(repeating: "\0", count: 1 << 20), String(repeating: "a ", count: 1 << 19),
            "(define (domain d) (:types \(chain)))",
            head + "(:constants \((0..<80_000).map { "o\($0)" }.joined(separator: " "))))",
            head + "(:action a :parameters (?x) :precondition (and \(String(repeating: "(p ?x) ", count: 120_000)))))",
            String(repeating: "(and ", count: 90) + String(repeating: ")", count: 90),
            String(repeating: ";\n", count: 500_000),
            "(define (domain d) (:types \(String(repeating: "a ", count: 400_000))))",
        ]
        let clock = ContinuousClock()
        for text in texts {
            let time = clock.measure { _ = fault(text, Self.tower) }
            #expect(time < .seconds(10), "\(text.prefix(40))")
        }
    }

    @Test("validation that would take too long is not decided, which is no rejection")
    func work() throws {
        let domain = """
            (define (domain d) (:predicates (p ?x))
            (:action a :parameters (?x) :precondition (and \(String(repeating: "(p ?x) ", count: 2000)))))
            """
        let problem = try PlanningProblem(
            domain: domain, problem: "(define (problem p) (:objects o) (:init (p o)) (:goal (p o)))")
        let planning = PlanningDomain()
        #expect(planning.verify("(a o)", of: problem) == .accepted)
        let verdict = planning.verify(String(repeating: "(a o)\n", count: 20_000), of: problem)
        guard case .error = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }
}
