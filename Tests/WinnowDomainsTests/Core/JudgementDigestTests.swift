import Testing
import WinnowDomains
import WinnowRandom

/// Stored judgements name the version of the judge that made them, so a judge never changes what it says unnoticed.
///
/// A deliberate change renews the number here; one of outcomes, and not only of the words of a critique, raises the
/// version of the judge in `DomainReader` too.
@Suite("Judgements stay what they were")
struct JudgementDigestTests {
    @Test("of 20,000 completions and 60,000 answers of each domain")
    func domains() {
        #expect(digest(ChainDomain()) == 17_660_534_582_904_426_673)
        #expect(digest(UnchainDomain()) == 10_368_113_623_820_377_030)
        #expect(digest(CountdownDomain()) == 16_238_519_763_024_362_475)
        #expect(digest(MazeDomain()) == 11_223_018_472_078_034_956)
        #expect(digest(BlocksDomain()) == 16_242_397_556_449_612_532)
    }

    @Test("of mazes of another size")
    func largerMazes() {
        var digest = JudgementDigest(MazeDomain(size: 8))
        #expect(digest.value(problems: 3_000) == 12_579_054_300_747_552_946)
    }

    @Test("of long expressions over up to six numbers of up to six digits")
    func longExpressions() throws {
        let domain = CountdownDomain()
        var digest = JudgementDigest(domain)
        var random = CounterRandom(key: 3, stream: 0)
        for _ in 0..<20_000 {
            let largest = [9, 200, 1_000_000][random.below(3)]
            let numbers = (0...random.below(6)).map { _ in random.integer(in: 1...largest) }
            let target = random.below(3) == 0 ? numbers.reduce(0, +) : random.below(1_000_001)
            let problem = try CountdownProblem(numbers: numbers, target: min(target, 1_000_000))
            digest.add(answer: expression(numbers, using: &random), of: problem)
        }
        #expect(digest.value == 9_674_790_897_656_824_462)
    }

    private func digest(_ domain: some TracedDomain) -> UInt64 {
        var digest = JudgementDigest(domain)
        return digest.value(problems: 20_000)
    }

    /// A random expression of the numbers, now and then with one more than there is or in needless parentheses.
    private func expression(_ numbers: [Int], using random: inout CounterRandom) -> String {
        var terms = numbers.map(String.init)
        if random.below(8) == 0 { terms.append(["0", "7", "999999999999999999"][random.below(3)]) }
        while terms.count > 1 {
            let left = terms.remove(at: random.below(terms.count))
            let right = terms.remove(at: random.below(terms.count))
            let text = left + ["+", "-", "*", "/"][random.below(4)] + right
            terms.append(random.below(3) == 0 ? text : "(\(text))")
        }
        return terms[0]
    }
}
