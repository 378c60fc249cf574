import TestSupport
import Testing
import WinnowDomains
import WinnowModel

@testable import WinnowCatalogue
@testable import WinnowCollection
@testable import WinnowRuns

@Suite("Run identity")
struct RunIdentityTests {
    private static let base = RunIdentity(
        modelSHA256: "aa", domain: "chain", problemSet: "chain-test-v1", problemSetSHA256: "bb", seed: 1,
        temperature: 0.8, topK: 0, topP: 1, maxTokens: 90, promptTemplate: "", kernelPath: "avx2")

    @Test("every field that decides a candidate's bytes changes it")
    func fields() {
        func changed(_ change: (inout RunIdentity) -> Void) -> String {
            var identity = Self.base
            change(&identity)
            return identity.sha256
        }
        let all = [
            Self.base.sha256, changed { $0.modelSHA256 = "ab" }, changed { $0.domain = "unchain" },
            changed { $0.problemSet = "chain-tune-v1" }, changed { $0.problemSetSHA256 = "bc" },
            changed { $0.seed = 2 }, changed { $0.temperature = 0.9 }, changed { $0.topK = 1 },
            changed { $0.topP = 0.9 }, changed { $0.maxTokens = 91 }, changed { $0.promptTemplate = "x" },
            changed { $0.kernelPath = "portable" },
        ]
        #expect(Set(all).count == all.count)
    }

    @Test("neighbouring texts cannot run into each other")
    func boundaries() {
        var other = Self.base
        (other.modelSHA256, other.domain) = ("aac", "hain")
        #expect(other.sha256 != Self.base.sha256)
    }

    @Test("the greedy identity does not depend on seed, temperature or truncation of the distribution")
    func greedy() {
        var other = Self.base
        (other.seed, other.temperature, other.topK, other.topP) = (9, 0.3, 5, 0.5)
        #expect(other.greedy == Self.base.greedy)
        #expect(other.greedy.sha256 != other.sha256)
        other.maxTokens = 12
        #expect(other.greedy != Self.base.greedy)
    }

    @Test("numbers of samples and problems are no part of it")
    func extensible() throws {
        let (small, large) = (try TinyModel.plan(), try TinyModel.plan(problems: 9, samples: 64))
        let chain = ChainDomain()
        let set = try FrozenSet.load(.test, of: chain, first: 1)
        #expect(RunIdentity(small, set: set, of: chain) == RunIdentity(large, set: set, of: chain))
        #expect(
            RunIdentity(small.greedy, set: set, of: chain) == RunIdentity(small, set: set, of: chain).greedy)
    }
}
