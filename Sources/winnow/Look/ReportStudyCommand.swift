import ArgumentParser
import Foundation
import WinnowAnalysis
import WinnowCore
import WinnowReport
import WinnowText

/// `winnow report study`: pages of several analyses, of the files that they wrote.
struct ReportStudyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "study",
        abstract: "Write the pages of a study from the CSV files that its commands wrote.",
        discussion: """
            The first page has the findings, and one page for each question what is behind them.

            Examples:
              winnow report study --folder results/study
              winnow report study --folder results/study --pages results/study
            """,
        shouldDisplay: false)

    @Option(help: ArgumentHelp("The folder with its files.", valueName: "folder"), completion: .directory)
    var folder: String

    @Option(
        help: ArgumentHelp(
            "Write the pages into this folder, README.md first. (default: print the first page)", valueName: "folder"),
        completion: .directory)
    var pages: String?

    @OptionGroup var format: FormatOption

    func run() throws {
        if let pages { try OutputPlace.checkFolder(pages) }
        let study = try StudyPage(folder: URL(filePath: folder)).pages
        guard let place = pages.map({ URL(filePath: $0) }) else {
            return Terminal.write(study[0].report, as: format)
        }
        do {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        } catch {
            throw ExperimentError(
                "the folder '\(place.relativePath)' cannot be made", hint: "check its path and permissions")
        }
        for page in study {
            let file = place.appending(path: "\(page.name).md")
            try Data(page.report.rendered(as: .markdown).utf8).write(to: file, options: .atomic)
        }
        Terminal.write("\(study.count) pages in \(VisibleText.shown(place.relativePath))\n")
    }
}
