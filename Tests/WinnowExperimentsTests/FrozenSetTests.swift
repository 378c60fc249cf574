import Testing
import WinnowDomains

@testable import WinnowExperiments

@Suite("Frozen problem lists")
struct FrozenSetTests {
    /// SHA-256 of the whole lists. A change here means that a generator drifted: raise `problemSetVersion` then.
    static let pinned: [String: String] = [:]

    @Test("no generator has drifted since version 1", arguments: Domains.all.map(\.name), [Split.tune, .test])
    func digests(name: String, split: Split) throws {
        func digest(_ domain: some Domain) throws -> String {
            let set = try FrozenSet.load(split, of: domain, atLeast: 1)
            #expect(set.problems.count == FrozenSet.count(split))
            #expect(set.version == 1, "pin the new version's digests")
            return FrozenSet.sha256(set, of: domain)
        }
        #expect(try digest(#require(Domains.named(name))) == Self.pinned["\(name)-\(split.rawValue)"])
    }

    @Test("the first problems of a list do not depend on how many are asked for", arguments: Domains.all.map(\.name))
    func prefix(name: String) throws {
        func check(_ domain: some Domain) {
            let (short, long) = (domain.problemSet(.test, count: 7), domain.problemSet(.test, count: 30))
            #expect(FrozenSet.records(short, of: domain, first: 7) == FrozenSet.records(long, of: domain, first: 7))
            #expect(FrozenSet.records(long, of: domain, first: 30).map(\.position) == Array(1...30))
        }
        check(try #require(Domains.named(name)))
    }

    @Test("asking beyond a list is refused with its length", arguments: [Split.tune, .test])
    func tooMany(split: Split) throws {
        let size = FrozenSet.count(split)
        #expect(throws: Never.self) { try FrozenSet.load(split, of: ChainDomain(), atLeast: size) }
        let error = #expect(throws: ExperimentError.self) {
            try FrozenSet.load(split, of: ChainDomain(), atLeast: size + 1)
        }
        #expect(error?.description.contains("chain has \(size)") == true)
    }

    @Test("a problem is known by its domain and text")
    func hash() {
        let chain = ChainDomain()
        let problems = chain.problemSet(.test, count: 50).problems
        let hashes = problems.map { FrozenSet.hash($0, of: chain) }
        #expect(Set(hashes).count == 50)
        #expect(hashes.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
    }
}
