import Testing
import WinnowDomains
import WinnowStatistics
import WinnowStore

@testable import WinnowAnalysis
@testable import WinnowCore

@Suite("Temperatures")
struct TemperatureTests {
    private let store: Store

    /// On the tune split 0.5 is best, on the test split 0.8: the choice must not look at the test split.
    init() throws {
        store = try Store.inMemory()
        let shares: [(Double, tune: [HandmadeRun.Kind], test: [HandmadeRun.Kind])] = [
            (0.5, [.right, .right, .right, .wrong], [.right, .wrong, .wrong, .otherWrong]),
            (0.8, [.right, .wrong, .otherWrong, .wrong], [.right, .right, .right, .wrong]),
        ]
        for (temperature, tune, test) in shares {
            for (split, kinds) in [(Split.tune, tune), (Split.test, test)] {
                let run = try HandmadeRun(in: store, temperature: temperature, problems: 8, split: split)
                for problem in 0..<8 { try run.append(kinds, to: problem) }
            }
        }
    }

    private func choices(_ change: (inout TemperatureStudy.Request) -> Void = { _ in }) async throws
        -> [TemperatureChoice]
    {
        var request = TemperatureStudy.Request(domain: "chain", model: "by-hand", strategies: ["single", "majority"])
        change(&request)
        return try await TemperatureStudy(request, in: store) { _ in }.choices
    }

    @Test("the temperature is chosen on the tune split and measured on the test split")
    func chosen() async throws {
        let single = try #require(try await choices().first)
        #expect(single.chosen == 0.5 && single.tuneRight == 0.75)
        #expect(single.right == 0.25 && single.rightAtCommon == 0.75)
        #expect(try #require(single.comparison).difference == -0.5)
        #expect(single.problems == 8 && single.tuneProblems == 8 && single.budget == 4)
    }

    @Test("a gain is one over the best of greedy and votes, each at the temperature that the tune split chose")
    func baseline() async throws {
        func study() async throws -> TemperatureStudy {
            try await TemperatureStudy(
                .init(domain: "chain", model: "by-hand", strategies: ["single", "majority", "verifier"]), in: store
            ) { _ in }
        }
        // Without greedy runs: of 3 right in 4 the vote is always right on tune; on test, at the same temperature, never.
        let votes = try await study()
        #expect(votes.baseline?.title == "majority at T = 0.5")
        #expect(votes.choices[0].gain?.difference == 0.25 && votes.choices[1].gain == nil)
        #expect(votes.choices[2].gain?.difference == 1)
        for split in [Split.tune, .test] {
            let greedy = try HandmadeRun(in: store, temperature: 0, problems: 8, split: split)
            for problem in 0..<8 { try greedy.append([.right], to: problem) }
        }
        // Greedy is as good as the vote on tune, and cheaper.
        let greedy = try await study()
        #expect(greedy.baseline?.title == "greedy")
        #expect(greedy.choices.map { $0.gain?.difference } == [-0.75, -1, 0])
    }

    @Test("at the common temperature there is nothing to compare")
    func common() async throws {
        let single = try #require(try await choices { $0.common = 0.5 }.first)
        #expect(single.comparison == nil && single.right == single.rightAtCommon)
    }

    @Test(
        "what the database lacks is said",
        arguments: ["chain strong", "maze by-hand", "chain by-hand", "nothing by-hand"])
    func missing(name: String) async throws {
        let words = name.split(separator: " ").map(String.init)
        await #expect(throws: ExperimentError.self) {
            try await choices {
                ($0.domain, $0.model) = (words[0], words[1])
                $0.common = 0.7
            }
        }
    }

    @Test("a budget beyond a pool is refused")
    func budget() async throws {
        await #expect(throws: ExperimentError.self) { try await choices { $0.budget = 5 } }
    }
}
