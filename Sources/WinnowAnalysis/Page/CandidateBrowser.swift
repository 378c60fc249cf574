public import WinnowCore
import WinnowJSON
import WinnowRuns
public import WinnowStore

/// A browser has the candidates of runs as data for the page's script: problems with their answers, votes, scores and
/// verdicts, and traces step by step, as far as they fit.
public struct CandidateBrowser: Sendable {
    /// The text is a JSON object with a list of runs.
    public let json: String

    /// It says in sentences what was left out; empty where nothing was.
    public let leftOut: [String]

    /// Reads the candidates of runs, one problem at a time.
    ///
    /// Each problem gets an equal share of the bytes that are left when its turn comes; first its answers, then a line for
    /// each candidate, then traces in turn of the answers, those with most votes first.
    ///
    /// - Parameter bytes: so many at most, or a few more; nil for all that there is.
    /// - Throws: ``ExperimentError`` or `StoreError` for a run that cannot be read; `CancellationError` when cancelled.
    public init(
        of runs: [Stored<RunRecord>], in store: Store, bytes: Int?, observe: WorkProgress.Observer
    ) async throws {
        let readers = try runs.map { try ProblemReader(of: $0, in: store) }
        let positions = try readers.map { reader in
            let sampled = try store.sampleIndices(of: reader.run.id)
            return reader.problems.values.filter { sampled[$0.id] != nil }.map(\.record.position).sorted()
        }
        let total = positions.reduce(0) { $0 + $1.count }
        var tally = BrowserTally()
        var (left, done) = (bytes, 0)
        var text = "{\"runs\":["
        for (place, reader) in readers.enumerated() {
            text += (place > 0 ? "," : "") + Self.head(of: reader)
            left = left.map { $0 - 400 }
            let problem = try BrowserProblem(reader, store)
            var isFirst = true
            for position in positions[place] {
                try Task.checkCancellation()
                await observe(
                    WorkProgress(
                        task: "reading candidates", done: Double(done), total: Double(total),
                        detail: "run \(reader.run.id)"))
                let share = left.map { max(0, $0) / max(1, total - done) }
                done += 1
                guard let written = try problem.json(position, share: share, &tally) else { continue }
                text += (isFirst ? "" : ",") + written
                isFirst = false
                left = left.map { $0 - HTMLSize.bytes(of: written) - 1 }
            }
            text += "]}"
        }
        json = text + "]}"
        leftOut = tally.sentences
    }

    /// Writes the beginning of a run, up to its problems.
    private static func head(of reader: ProblemReader) -> String {
        var writer = JSONWriter(.compact)
        writer.writeObject { writer in
            writer.write(name: "run")
            writer.write(literal: "\(reader.run.id.value)")
            writer.write("domain", reader.problemSet.domain)
            writer.write("model", reader.model.name)
            writer.write(name: "verifiers")
            writer.writeArray { writer in
                for tool in reader.verifiers {
                    writer.write(string: CutText(ToolName.text(of: tool.record), limit: 80).text)
                }
            }
            writer.write(name: "scorers")
            writer.writeArray { writer in
                for tool in reader.scorers {
                    writer.write(string: CutText(ToolName.text(of: tool.record), limit: 80).text)
                }
            }
        }
        return writer.text.dropLast() + ",\"problems\":["
    }
}

/// The size of JSON in a page, where some signs are written as escapes.
enum HTMLSize {
    static func bytes(of json: String) -> Int {
        json.utf8.count + 5
            * json.utf8.count { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "&") }
    }
}

/// The tally counts what a page has of the candidates and what it leaves out.
struct BrowserTally: Hashable, Sendable {
    var (problems, shownProblems) = (0, 0)
    var (answers, shownAnswers) = (0, 0)
    var (candidates, listedCandidates, shownCandidates) = (0, 0, 0)
    var cutTexts = 0
    var (episodes, shownEpisodes) = (0, 0)

    /// It says what is not there, and which call keeps it.
    var sentences: [String] {
        var sentences: [String] = []
        if shownProblems < problems {
            sentences.append("\(shownProblems) of \(problems) problems are shown with their answers.")
        }
        if shownAnswers < answers {
            sentences.append(
                "Of the \(answers) answers of these problems the \(shownAnswers) with most votes are listed.")
        }
        if listedCandidates < candidates {
            sentences.append("\(listedCandidates) of \(candidates) candidates are listed.")
        }
        if shownCandidates < candidates {
            sentences.append(
                "Traces and texts are kept of \(shownCandidates) of \(candidates) candidates, of each answer some.")
        }
        if cutTexts > 0 { sentences.append("\(cutTexts) long texts are cut, where it is said how long they are.") }
        if shownEpisodes < episodes {
            sentences.append("\(shownEpisodes) of \(episodes) episodes are shown round by round.")
        }
        if !sentences.isEmpty { sentences.append("winnow report --all keeps everything.") }
        return sentences
    }
}
