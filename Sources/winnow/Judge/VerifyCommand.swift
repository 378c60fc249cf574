import ArgumentParser
import WinnowAnalysis
import WinnowCatalogue
import WinnowCore

/// `winnow verify`: what a domain's verifier says of an answer.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say whether a domain's verifier accepts an answer, with every critique.",
        discussion: """
            Prints accepted or rejected, and below it each critique on a line of its own. Problem and answer alone \
            decide; a right answer is never revealed.

            Examples:
              winnow verify --domain countdown --problem "9 7 5 > 11" \\
                --answer "((9+7)-5)"
              winnow verify --domain maze --answer "0 0 1 0 2 0 2 1 2 2" \\
                --problem "start 0 0 goal 2 2 wall 1 1 size 3 3"
              winnow verify --domain planning --pddl-domain domain.pddl \\
                --pddl-problem p01.pddl --answer-file plan.txt

            Of the domain planning, the problem is two PDDL files: STRIPS with types, equality, negative preconditions \
            and action costs; anything else is refused by name, line and column. A plan has an action in parentheses on \
            each line, which may be numbered, or a sentence of PlanBench. --lenient reads plans as the validator VAL \
            does: comments, lines of code fences, times, other layouts and characters it passes over, and more objects \
            than an action takes, which count for nothing.

            Exit status: 0 accepted, 1 rejected (a malformed answer is rejected), 2 when there is no verdict: an \
            unknown domain, a malformed problem, or a value too large to be computed.
            """)

    @Option(help: "The problem's domain; see winnow list domains.", completion: .list(DomainChoice.names))
    var domain: String

    // Also texts that begin with a dash.
    @Option(parsing: .unconditional, help: "The problem as text; each domain has its own form.")
    var problem: String?

    @Option(help: ArgumentHelp("The PDDL domain, of planning.", valueName: "file"), completion: .file())
    var pddlDomain: String?

    @Option(help: ArgumentHelp("The PDDL problem, of planning.", valueName: "file"), completion: .file())
    var pddlProblem: String?

    @Option(parsing: .unconditional, help: "The answer as text.")
    var answer: String?

    @Option(
        help: ArgumentHelp("A file with the answer instead; - is the standard input.", valueName: "file"),
        completion: .file())
    var answerFile: String?

    @Flag(help: "Read plans as the validator VAL does; of planning.")
    var lenient = false

    @Option(help: "How to write the verdict.")
    var format = ReportFormat.text

    func run() throws {
        let check: AnswerCheck
        do {
            check = try answerCheck()
        } catch let error as ExperimentError {
            Terminal.complain("\(error)")
            throw ExitCode(2)
        }
        Terminal.write(format == .json ? try check.json() : check.text, as: format == .json ? .data : .page)
        switch check.outcome {
        case .accepted: return
        case .rejected: throw ExitCode(1)
        case .undecided: throw ExitCode(2)
        }
    }

    func validate() throws {
        guard (pddlDomain == nil) == (pddlProblem == nil) else {
            throw ValidationError("--pddl-domain and --pddl-problem belong together.")
        }
        guard (problem == nil) != (pddlDomain == nil) else {
            throw ValidationError(
                problem == nil
                    ? "Give --problem, or the files of a planning problem: --pddl-domain and --pddl-problem."
                    : "--problem and the files of --pddl-domain and --pddl-problem exclude each other.")
        }
        guard (answer == nil) != (answerFile == nil) else {
            throw ValidationError(
                answer == nil
                    ? "Missing expected argument '--answer <answer>'" : "--answer and --answer-file exclude each other."
            )
        }
    }

    private func answerCheck() throws -> AnswerCheck {
        let text = try answerFile.map(WholeText.contents) ?? answer ?? ""
        guard pddlDomain != nil || lenient else {
            return try AnswerCheck(domain: domain, problem: problem ?? "", answer: text)
        }
        guard domain == "planning" || domain == "planning-lenient" else {
            throw ExperimentError(
                "--pddl-domain, --pddl-problem and --lenient are of the domain planning", hint: "add --domain planning")
        }
        let name = lenient ? "planning-lenient" : domain
        guard let pddlDomain, let pddlProblem else {
            return try AnswerCheck(domain: name, problem: problem ?? "", answer: text)
        }
        return try AnswerCheck(
            domain: name, pddlDomain: try WholeText.contents(of: pddlDomain),
            pddlProblem: try WholeText.contents(of: pddlProblem), answer: text)
    }
}
