import ArgumentParser
import Foundation
import WinnowAnalysis

/// `winnow report`: pages of several analyses, of the files that they wrote.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the page of a study from the CSV files that its commands wrote.",
        discussion: """
            Example:
              winnow report study --folder results/study
            """,
        shouldDisplay: false)

    /// The studies that have a page.
    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case study
    }

    @Argument(help: "The study.")
    var subject: Subject

    @Option(help: ArgumentHelp("The folder with its files.", valueName: "folder"), completion: .directory)
    var folder: String

    @OptionGroup var format: FormatOption

    func run() throws {
        switch subject {
        case .study:
            Terminal.write(try StudyPage(folder: URL(filePath: folder)).report, as: format)
        }
    }
}
