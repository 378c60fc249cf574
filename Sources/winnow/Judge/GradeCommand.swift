import ArgumentParser
import Foundation
import WinnowCollection
import WinnowRuns

/// `winnow grade`: what a person says of a stored answer.
struct GradeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grade",
        abstract: "Say yourself whether a stored answer is right, and why.",
        discussion: """
            The grade is kept with its author and reason beside those of the graders, and overwrites none; winnow inspect \
            shows it and winnow export writes it. Grades are of answers: all samples of the problem that gave the \
            same answer get it.

            Tables go on with the grader that counted before. With --count they read hand grades where there are some, \
            the latest reason above earlier ones, and the grader's elsewhere; that is a grader of its own, and winnow list \
            judges shows whose word counts. --count may also be given alone, with a run.

            Examples:
              winnow grade --db x.db --candidate 1/12/3 --right \\
                --why "the reference is outdated"
              winnow grade --db x.db --candidate 1/12/3 --wrong --author ada \\
                --why "the unit is missing"
              winnow grade --db x.db --run 1 --count
            """)

    @Option(
        help: ArgumentHelp(
            "The candidate as run/problem/sample: problems count from 1, samples from 0.", valueName: "place"))
    var candidate: String?

    @Flag(help: "Its answer is right.")
    var right = false

    @Flag(help: "Its answer is wrong.")
    var wrong = false

    @Option(parsing: .unconditional, help: ArgumentHelp("Why, in your own words.", valueName: "reason"))
    var why: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("Who says so. (default: your login name)", valueName: "name"))
    var author: String?

    @Flag(help: "Make tables read hand grades where there are some.")
    var count = false

    @Option(
        help: ArgumentHelp("The run whose hand grades are to count. (default: the candidate's)", valueName: "number"))
    var run: Int64?

    @OptionGroup var database: ExistingDatabaseOption

    func validate() throws {
        guard let candidate else {
            guard count, run != nil, !right, !wrong, why == nil else {
                throw ValidationError("Give --candidate with --right or --wrong and --why, or --run with --count.")
            }
            return
        }
        guard HandGrading.Place(candidate) != nil else {
            throw ValidationError("--candidate is run/problem/sample, such as 1/12/3.")
        }
        guard right != wrong, why != nil else { throw ValidationError("Give one of --right and --wrong, and --why.") }
        if let run, run != HandGrading.Place(candidate)?.run {
            throw ValidationError("--run is another one than the candidate's.")
        }
    }

    func run() async throws {
        try await DatabaseFile.with(database.path, for: .writing) { store in
            let grading = HandGrading(in: store)
            let place = candidate.flatMap(HandGrading.Place.init)
            if let place, let why {
                let login = ProcessInfo.processInfo.environment["USER"] ?? ProcessInfo.processInfo.userName
                Terminal.write(
                    try grading.grade(place, HandGrade(isRight: right, author: author ?? login, reason: why)))
            }
            if count, let run = place?.run ?? self.run { Terminal.write(try grading.makeCount(run)) }
        }
    }
}
