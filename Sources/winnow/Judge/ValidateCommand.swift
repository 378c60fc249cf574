public import ArgumentParser
import WinnowAnalysis
public import WinnowDomains

extension MazeTraceDialect: ExpressibleByArgument {}
extension MazeTraceMode: ExpressibleByArgument {}

/// `winnow validate`: what the trace validator says of traces in a published text grammar.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Validate traces in a published text grammar, one line for prompt and trace.",
        discussion: """
            Prints a line for each line: its number and valid, or its number, invalid, the class of the first error \
            and its operation, counted from 1; tabs lie between. bos, eos and end are optional.

            Searchformer (arXiv 2402.14083): start X Y goal X Y wall X Y … create X Y cG cH close … plan X Y …
            Beyond Semantics (arXiv 2505.13775): query start X Y goal X Y wall X Y … reasoning close X Y cG cH create … \
            solution plan X Y … end

            Examples:
              winnow validate --domain maze --dialect searchformer --mode strict \\
                traces.txt
              winnow validate --domain maze --dialect beyond-semantics --mode published \\
                --size 30x30 -

            Exit status: 0 when all lines are valid, 1 when one is not, 2 when the file cannot be read or the domain \
            has no text grammar.
            """)

    @Option(help: "The traces' domain: maze.", completion: .list(["maze"]))
    var domain: String

    @Option(help: "The grammar of the lines.")
    var dialect: MazeTraceDialect

    @Option(help: "strict checks every claim; published keeps to the rules of arXiv 2505.13775.")
    var mode: MazeTraceMode

    @Option(help: "The size of all grids, such as 10x10. (default: the smallest that holds a line's cells)")
    var size: String?

    @Argument(help: "The file, or - for standard input.", completion: .file())
    var file: String

    func run() throws {
        let areAllValid: Bool
        do {
            let check = try TraceTextCheck(domain: domain, dialect: dialect, mode: mode, size: size)
            areAllValid = try check.check(linesOf: file) { Terminal.write("\($0)\n") }
        } catch {
            Terminal.complain("\(error)")
            throw ExitCode(2)
        }
        if !areAllValid { throw ExitCode(1) }
    }
}
