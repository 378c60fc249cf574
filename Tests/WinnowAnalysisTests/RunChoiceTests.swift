import Testing
import WinnowStore

@testable import WinnowCore
@testable import WinnowRuns

@Suite("Choosing and removing runs")
struct RunChoiceTests {
    private let store: Store
    private let sampled: HandmadeRun
    private let hotter: HandmadeRun
    private let greedy: HandmadeRun

    /// Two sampled runs of the same problems, which share a greedy run.
    init() throws {
        store = try Store.inMemory()
        sampled = try HandmadeRun(in: store, problems: 2)
        hotter = try HandmadeRun(in: store, temperature: 1.2, problems: 2)
        greedy = try HandmadeRun(in: store, temperature: 0, problems: 2)
        for problem in 0..<2 {
            for run in [sampled, hotter] { try run.append([.right, .wrong], to: problem) }
            try greedy.append([.right], to: problem)
        }
    }

    @Test("a greedy run is not taken for the run that was meant")
    func greedyRun() throws {
        let error = #expect(throws: ExperimentError.self) { try RunChoice.runs([greedy.run.value], in: store) }
        #expect(error?.hint.contains("name run \(sampled.run)") == true)
        #expect(try RunChoice.runs([], in: store).map(\.id) == [sampled.run, hotter.run])
    }

    @Test("a greedy run goes with the last of the runs beside it, and never alone unless that is forced")
    func removing() throws {
        let error = #expect(throws: ExperimentError.self) {
            try RunRemoval(of: [greedy.run.value], in: store, isForced: false)
        }
        #expect(error?.hint.contains("--force") == true)
        let first = try RunRemoval(of: [sampled.run.value], in: store, isForced: false)
        #expect(first.greedyRuns.isEmpty)
        #expect(try first.remove(from: store).candidates == 4)
        let second = try RunRemoval(of: [hotter.run.value], in: store, isForced: false)
        #expect(second.greedyRuns.map(\.id) == [greedy.run])
        #expect(try second.remove(from: store).candidates == 6)
        #expect(try store.runs().isEmpty)
        #expect(throws: ExperimentError.self) { try RunRemoval(of: [sampled.run.value], in: store, isForced: true) }
    }

    @Test("forced, the greedy run goes alone")
    func forced() throws {
        let removal = try RunRemoval(of: [greedy.run.value], in: store, isForced: true)
        #expect(try removal.remove(from: store).candidates == 2)
        #expect(try store.runs().map(\.id) == [sampled.run, hotter.run])
    }
}
