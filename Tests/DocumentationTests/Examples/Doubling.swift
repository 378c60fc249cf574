import WinnowDomains

/// The answer to a whole number is twice that number.
struct Doubling: Domain {
    let name = "doubling"
    let summary = "Double a whole number."
    let example = (problem: "21", answer: "42")
    let verifier = VerifierDeclaration(sound: true, complete: true, evidence: .answer, solvesTheProblem: true)

    func problem(from specification: String) throws(ProblemError) -> Int16 {
        guard let number = Int16(specification) else { throw ProblemError("a problem is a whole number such as 21") }
        return number
    }

    func specification(of problem: Int16) -> String { "\(problem)" }

    func answerKey(of answer: String) -> String? { Int32(answer).map { "\($0)" } }

    func verify(_ answer: String, of problem: Int16) -> Verdict {
        guard let number = Int32(answer) else { return .rejected([Critique("no_number", "this is no whole number")]) }
        return number == 2 * Int32(problem) ? .accepted : .rejected([Critique("wrong", "this is not the double")])
    }

    /// Shares no code with the verifier.
    func grade(_ answer: String, of problem: Int16) -> Bool {
        answerKey(of: answer) == "\(Int32(problem) + Int32(problem))"
    }
}
