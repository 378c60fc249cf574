import Foundation
import WinnowBounds
import WinnowCore
import WinnowProcess

/// Asks one copy of a user's program about candidates, and starts it again when it ends or takes too long.
///
/// Used by one task at a time.
final class ToolSession {
    /// An answer is what came of one request.
    enum Answer {
        case reply(ToolReply)
        /// The program could not say: it took too long, ended, or wrote what cannot be read.
        case failure(String)
    }

    private let tool: ExternalTool
    private var process: LineProcess?

    /// True when the process has answered since it was started.
    private var isWarm = false

    /// True when any process has answered.
    private var hasAnswered = false

    /// Failures without an answer in between.
    private var strikes = 0

    /// So many failures in a row are the program's fault and not the candidates'.
    private static let mostStrikes = 10

    init(_ tool: ExternalTool) { self.tool = tool }

    /// Asks about a batch.
    ///
    /// - Returns: what came of each request, in order; of the first ones only, when the task was cancelled.
    /// - Throws: ``ExperimentError`` when the program does not work at all.
    func answers(to requests: [ToolRequest]) async throws -> [Answer] {
        var answers: [Answer] = []
        var endings = 0
        while answers.count < requests.count, !Task.isCancelled {
            let rest = requests[answers.count...]
            let before = answers.count
            let failure = try await exchange(rest, &answers)
            guard let failure, !Task.isCancelled else { continue }
            if answers.count > before { (strikes, endings) = (0, 0) }
            // What ends a program once may be chance, such as lack of memory.
            if case .ended = failure, endings == 0, hasAnswered {
                endings += 1
                continue
            }
            endings = 0
            strikes += 1
            guard hasAnswered, strikes < Self.mostStrikes else { throw refusal(failure.text) }
            answers.append(.failure(failure.text))
        }
        return answers
    }

    private enum Failure {
        case ended(String)
        case unreadable(String)
        case slow(String)

        var text: String {
            switch self {
            case .ended(let text), .unreadable(let text), .slow(let text): text
            }
        }
    }

    /// Sends requests and reads answers until all are there or something is wrong with the first that is not.
    private func exchange(_ requests: ArraySlice<ToolRequest>, _ answers: inout [Answer]) async throws -> Failure? {
        let process = try await running()
        process.allow(tool.timeout + (isWarm ? .zero : tool.startTimeout))
        let lines = requests.enumerated().map { $1.line(following: requests.count - 1 - $0) }.joined()
        async let sent = process.send(lines)
        for request in requests {
            let line: String
            switch await process.line() {
            case .text(let text): line = text
            case .tooLong:
                end(process)
                return .unreadable("it wrote more than \(Bounds.toolLine) without a line break")
            // Cancelled, too: then nobody asks for the reason.
            case .end: return await failure(of: process)
            }
            guard let reply = Self.reply(line, to: request, tool.question) else {
                // Whatever else it wrote would be taken for the answer to another candidate.
                end(process)
                return .unreadable(
                    "it wrote \"\(line.prefix(80))\", which is no \(tool.question.expectation(of: request)) on one line"
                )
            }
            answers.append(.reply(reply))
            (isWarm, hasAnswered) = (true, true)
            process.allow(tool.timeout)
        }
        _ = await sent
        // Idle time is nobody's fault.
        process.rest()
        return nil
    }

    private static func reply(_ line: String, to request: ToolRequest, _ question: ExternalTool.Question) -> ToolReply?
    {
        guard let reply = try? JSONDecoder().decode(ToolReply.self, from: Data(line.utf8)),
            reply.id == nil || reply.id == request.id
        else { return nil }
        switch question {
        case .verdict: return reply.outcome == nil ? nil : reply
        case .firstError:
            let places = -1..<(request.steps?.count ?? 0)
            return reply.firstError.map { places.contains($0) } ?? (reply.outcome == .error) ? reply : nil
        case .choice: return reply.hasChoice || reply.outcome == .error ? reply : nil
        case .score:
            let isScore = reply.value?.isFinite == true && reply.stepValues?.allSatisfy(\.isFinite) ?? true
            // Numbers of other steps than the labelled ones would be read beside the labels.
            if let steps = request.steps, let values = reply.stepValues, values.count != steps.count { return nil }
            return isScore || reply.outcome == .error ? reply : nil
        }
    }

    private func running() async throws(ExperimentError) -> LineProcess {
        if let process { return process }
        do {
            let new = try await LineProcess(Program(shell: tool.command), longestLine: Bounds.toolLine.limit)
            (process, isWarm) = (new, false)
            return new
        } catch {
            throw ExperimentError(
                "\"\(tool.command)\" cannot be started", hint: "check /bin/sh and the system's limits")
        }
    }

    private func failure(of process: LineProcess) async -> Failure {
        let ending = await process.end()
        let error = process.lastError.isEmpty ? "" : ": \(process.lastError)"
        defer { end(process) }
        switch ending {
        case .timeout: return .slow("no answer within \(tool.timeout)\(error)")
        case .process(.status(let status)): return .ended("it ended with status \(status)\(error)")
        case .process(.signal(let signal)): return .ended("it was ended by signal \(signal)\(error)")
        case .unknown: return .ended("it ended\(error)")
        }
    }

    private func end(_ process: LineProcess) {
        process.stop()
        self.process = nil
    }

    private func refusal(_ failure: String) -> ExperimentError {
        ExperimentError(
            "\"\(tool.command)\" does not answer: \(failure)",
            hint:
                "what was answered is kept; see `winnow help \(tool.question.helpName)` for what it must read and write"
        )
    }
}
