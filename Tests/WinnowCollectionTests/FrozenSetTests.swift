import TestGuards
import Testing
import WinnowCollection
import WinnowDomains
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowCore

@Suite("Frozen problem lists")
struct FrozenSetTests {
    @Test("no generator has drifted since version 1", arguments: Domains.drawn.map(\.name), [Split.tune, .test])
    func digests(name: String, split: Split) throws {
        func check(_ domain: some DrawnDomain) throws {
            let set = try FrozenSet.load(split, of: domain, first: FrozenSet.count(split))
            #expect(set.problems.count == FrozenSet.count(split))
            #expect(set.version == 1, "add the new version's digests")
            // Domains of one series have one list.
            let known = try #require(FrozenSet.known[1]?["\(domain.seriesName)-\(split.rawValue)"])
            #expect(
                FrozenSet.sha256(of: set.problems, of: domain) == known && FrozenSet.sha256(split, of: domain) == known)
        }
        let domain = try #require(Domains.named(name) as? any DrawnDomain)
        try check(domain)
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
        #expect(throws: Never.self) { try FrozenSet.load(split, of: ChainDomain(), first: size) }
        let error = #expect(throws: ExperimentError.self) {
            try FrozenSet.load(split, of: ChainDomain(), first: size + 1)
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
