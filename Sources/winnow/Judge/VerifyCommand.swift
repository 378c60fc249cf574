import ArgumentParser
import WinnowAnalysis
import WinnowCatalogue

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

            Exit status: 0 accepted, 1 rejected (a malformed answer is rejected), 2 when there is no verdict: an \
            unknown domain, a malformed problem, or a value too large to be computed.
            """)

    @Option(help: "The problem's domain; see winnow list domains.", completion: .list(DomainChoice.names))
    var domain: String

    // Also texts that begin with a dash.
    @Option(parsing: .unconditional, help: "The problem as text; each domain has its own form.")
    var problem: String

    @Option(parsing: .unconditional, help: "The answer as text.")
    var answer: String

    @Option(help: "How to write the verdict.")
    var format = ReportFormat.text

    func run() throws {
        let check: AnswerCheck
        do {
            check = try AnswerCheck(domain: domain, problem: problem, answer: answer)
        } catch {
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
}
