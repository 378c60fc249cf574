import Foundation
import Testing
import WinnowDomains
import WinnowReport
import WinnowSelection
import WinnowStore

@testable import WinnowAnalysis

@Suite("A page of runs")
struct RunPageTests {
    private static func run() throws -> HandmadeRun {
        let run = try HandmadeRun(in: .inMemory())
        for problem in 0..<6 {
            try run.append(
                (0..<8).map { [.right, .wrong, .otherWrong, .truncated][(problem + $0) % 4] }, to: problem)
        }
        return run
    }

    private static let request = PageRequest(command: "winnow report --db x.db", version: "1.2.3")

    private static func page(_ run: HandmadeRun) async throws -> Page {
        try await RunPage(of: [run.stored], in: run.store, request) { _ in }.page
    }

    private static func browser(_ run: HandmadeRun, bytes: Int?) async throws -> CandidateBrowser {
        try await CandidateBrowser(of: [run.stored], in: run.store, bytes: bytes) { _ in }
    }

    @Test("every study is a section, in the order of the page")
    func sections() async throws {
        let run = try Self.run()
        let page = try await Self.page(run)
        #expect(
            page.sections.map(\.name) == [
                "accuracy", "strategies", "differences", "versus", "diagnosis", "requirement", "risk", "scorers",
                "traces",
                "costs", "provenance",
            ])
        #expect(page.data.map(\.name) == ["curves", "outcomes"])
        let whole = try await RunPage(of: [run.stored], in: run.store, Self.request) { _ in }
            .with(try await Self.browser(run, bytes: nil))
        #expect(whole.sections.last?.name == "candidates")
        #expect(whole.leftOut.isEmpty)
    }

    @Test("the same database gives the same page")
    func repeated() async throws {
        let run = try Self.run()
        let first = try await Self.page(run)
        #expect(try await Self.page(run) == first)
    }

    @Test("the finding and the figures are those of the table")
    func figures() async throws {
        let run = try Self.run()
        let page = try await Self.page(run)
        let study = try await BudgetStudy(of: [run.stored], in: run.store, StrategyRequest()) { _ in }
        #expect(page.finding == study.answer)
        #expect(
            page.sections[1].parts == [.report(Report(study.summaries.flatMap(\.budgetTables).map { .table($0) }))])
        let curves = try #require(page.data.first?.json)
        let row = try #require(study.summaries[0].rows.first { $0.strategy.name == "majority" && $0.budget == 8 })
        let right = (row.right * 100_000).rounded() / 100_000
        #expect(curves.contains("[8,\(right),"))
    }

    @Test("a study without data is a sentence, and no other is in its way")
    func absent() async throws {
        let page = try await Self.page(Self.run())
        let scorers = try #require(page.sections.first { $0.name == "scorers" })
        #expect(scorers.parts.count == 1)
        guard case .report(let report) = scorers.parts[0], case .note(let note)? = report.sections.first else {
            Issue.record("no note")
            return
        }
        #expect(note.html.hasPrefix("Not of run 1: "))
    }

    @Test("a browser takes no more bytes than it may, and says what it leaves out", arguments: [3_000, 5_000, 8_000])
    func limit(bytes: Int) async throws {
        let run = try Self.run()
        let browser = try await Self.browser(run, bytes: bytes)
        #expect(browser.json.utf8.count <= bytes + 500)
        #expect(!browser.leftOut.isEmpty)
        #expect(browser.leftOut.last == "winnow report --all keeps everything.")
        let value = try JSONSerialization.jsonObject(with: Data(browser.json.utf8)) as? [String: Any]
        #expect((value?["runs"] as? [Any])?.count == 1)
    }

    @Test("without a limit all candidates are there with their traces")
    func whole() async throws {
        let browser = try await Self.browser(Self.run(), bytes: nil)
        #expect(browser.leftOut.isEmpty)
        let value = try JSONSerialization.jsonObject(with: Data(browser.json.utf8)) as? [String: Any]
        let problems = (value?["runs"] as? [[String: Any]])?.first?["problems"] as? [[String: Any]] ?? []
        #expect(problems.count == 6)
        for problem in problems {
            #expect((problem["c"] as? [Any])?.count == 8)
            #expect((problem["tr"] as? [String: Any])?.count == 8)
            let votes = (problem["answers"] as? [[String: Any]] ?? []).compactMap { $0["v"] as? Int }
            #expect(votes.reduce(0, +) == 8)
        }
    }

    @Test("long texts are cut and their length is said")
    func cut() {
        let text = CutText(String(repeating: "a", count: 1_000_000), limit: 100)
        #expect(text.isCut && text.text.utf8.count < 200)
        #expect(text.text.hasSuffix("[cut: 1000000 bytes in all]"))
        #expect(CutText("a\u{202E}b\n", limit: 100).text == "a\\u202eb\n")
        #expect(CutText("abc", limit: nil) == CutText("abc", limit: 3))
    }

    @Test("a plan's states are followed up to the step that cannot be made")
    func plan() throws {
        let domain = BlocksDomain()
        let problem = try domain.problem(from: domain.example.problem)
        let states = domain.states(of: domain.example.answer, for: problem)
        #expect(states.last?.state == problem.goal.text)
        #expect(states.allSatisfy { $0.fault == nil })
        let wrong = domain.states(of: "b0 b0", for: problem)
        #expect(wrong.count == 1 && wrong[0].state == nil && wrong[0].fault != nil)
        let planning = PlanningDomain()
        let lamp = try planning.problem(from: planning.example.problem)
        #expect(planning.states(of: "(switch)", for: lamp).map(\.state) == ["(on)"])
        #expect(planning.states(of: "(switch)\n(switch)", for: lamp).last?.fault?.isEmpty == false)
    }
}
