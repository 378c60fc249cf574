import TestGuards
import Testing
import WinnowCollection
import WinnowDomains
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCore

@Suite("Frozen problem lists")
struct FrozenSetTests {
    /// SHA-256 of the whole lists. A change here means that a generator drifted: raise `problemSetVersion` then.
    static let pinned = [
        "maze-tune": "faea2c6abb22b39f42364ef5a624e0f46a86a7c9b29a68754b4ed32d9ffaa043",
        "maze-test": "af830f4dbd71516fbced698953e84ca32ecde67340df5d739776253a2b1e87b6",
        "countdown-tune": "1e77416390d9d2a677e9001dde6e54ec9dc4d6d6aaf2a39eebce601745290617",
        "countdown-test": "a94da73c9ab88fe2dea9190f7a601a831df4cb17a45cc7d96479a2a523975c21",
        "chain-tune": "91f420828d511c38109e70743117b196f733a732c3b646cc859ccdde4e53c8ef",
        "chain-test": "137fde548d3e12b2fdf24189a2ce3d145a86c3f0875432d35a262855cf4a7742",
        "unchain-tune": "1557ac6cfc012903191fc11e213ebe69b2147804f38111ca431da3afc258dd88",
        "unchain-test": "e3a512ee45f8a6669bf93930efbded9069af98301aa70c0c4175880f9d98833d",
        "blocks-tune": "1683084feef38b536b8f338a78b4b02558d795d58f942551d2522335b7561d8d",
        "blocks-test": "ca79c324b2e9c06808e0bca6682c1bdcfb40bdd1b7b126579ef52280c93c2b74",
        "colouring-tune": "3f2362b55ef5ae49f1a4e50a874f236c294204cba0c5bfa4329920bdcd07fd83",
        "colouring-test": "e0280d661a1359172ffd3a42a5cf2d8ce9d942c585b6c4797e194c5a3473df55",
    ]

    @Test("no generator has drifted since version 1", arguments: Domains.drawn.map(\.name), [Split.tune, .test])
    func digests(name: String, split: Split) throws {
        func digest(_ domain: some DrawnDomain) throws -> String {
            let set = try FrozenSet.load(split, of: domain, atLeast: 1)
            #expect(set.problems.count == FrozenSet.count(split))
            #expect(set.version == 1, "pin the new version's digests")
            return FrozenSet.sha256(set, of: domain)
        }
        let domain = try #require(Domains.named(name) as? any DrawnDomain)
        let value = try digest(domain)
        // Domains of one series have one list.
        #expect(value == Self.pinned["\(domain.seriesName)-\(split.rawValue)"])
    }

    @Test(
        "the first problems of a list do not depend on how many are asked for", arguments: Domains.drawn.map(\.name)
    )
    func prefix(name: String) throws {
        func check(_ domain: some DrawnDomain) {
            let (short, long) = (domain.problemSet(.test, count: 7), domain.problemSet(.test, count: 30))
            #expect(FrozenSet.records(short, of: domain, first: 7) == FrozenSet.records(long, of: domain, first: 7))
            #expect(FrozenSet.records(long, of: domain, first: 30).map(\.position) == Array(1...30))
        }
        let domain = try #require(Domains.named(name) as? any DrawnDomain)
        check(domain)
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
    func hash() throws {
        let chain = ChainDomain()
        let problems = chain.problemSet(.test, count: 50).problems
        let hashes = problems.map { FrozenSet.hash($0, of: chain) }
        #expect(Set(hashes).count == 50)
        #expect(try nonEmpty(hashes).allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
    }
}
