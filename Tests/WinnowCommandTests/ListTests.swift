import Foundation
import Testing
import WinnowDomains
import WinnowStore

@testable import WinnowCatalogue
@testable import WinnowRuns

@Suite("winnow list")
struct ListTests {
    @Test("the registries are listed in order", arguments: ["domains", "strategies"])
    func registries(subject: String) throws {
        let call = try Call(["list", subject, "--format", "csv"])
        #expect(call.status == 0)
        let names = call.lines.dropFirst().map { String($0.prefix { $0 != "," }) }
        let expected =
            subject == "domains"
            ? [
                "maze", "countdown", "chain", "unchain", "blocks", "mystery", "mystery-random", "planning",
                "planning-lenient", "colouring",
            ]
            : [
                "single", "majority", "majority-logprob", "cisc", "best-logprob", "shortest-trace",
                "majority-trace-legal", "adaptive-beta", "adaptive-dirichlet", "adaptive-entropy", "adaptive-majority",
                "esc", "stop-bayes-factor", "stop-martingale", "stop-doubling", "short-1", "short-3",
                "majority-of-bests",
                "best-of-majority", "deepconf-mean", "deepconf-tail", "deepconf-bottom", "deepconf-lowest",
                "deepconf-mean-top10%", "deepconf-tail-top10%", "deepconf-bottom-top10%", "deepconf-lowest-top10%",
                "deepconf-tail-scaled", "deepconf-bottom-scaled", "deepconf-lowest-scaled", "deepconf-online",
                "deepconf-online-scaled", "self-certainty-borda", "inverse-entropy", "orm-max", "orm-vote",
                "prm-last-max", "prm-last-vote", "prm-min-max", "prm-min-vote",
                "prm-prod-max", "prm-prod-vote", "prm-mean-max", "prm-mean-vote", "yesno-max", "yesno-vote",
                "yesno-check-max", "yesno-check-vote", "logistic-max", "logistic-vote", "verifier", "verifier-majority",
                "accepted-vote", "accepted-vote-majority", "oracle", "greedy", "guess", "backprompt", "backprompt-last",
            ]
        #expect(names == expected)
    }

    @Test("each bundled model has a row")
    func models() throws {
        let call = try Call(["list", "models", "--format", "csv"])
        #expect(call.status == 0)
        #expect(call.lines[0] == "domain,model,style,parameters,tokens,tune,tune_low,tune_high,test,test_low,test_high")
        let expected = Domains.generated.flatMap { domain in
            ModelCatalogue.bundled(domain).map { "\(domain.name),\($0)," }
        }
        #expect(call.lines.count == expected.count + 1)
        for (line, prefix) in zip(call.lines.dropFirst(), expected) { #expect(line.hasPrefix(prefix)) }
    }

    @Test("runs are listed with their configuration, counts and pool digests")
    func runs() throws {
        let folder = try TemporaryFolder()
        let database = try ExampleDatabase(in: folder)
        let call = try Call(["list", "runs", "--db", database.path, "--format", "csv"])
        #expect(call.status == 0)
        let header =
            "run,domain,model,problem_set,temperature,top_k,top_p,max_tokens,seed,problems,candidates,tokens,"
            + "truncated,unparsable,created,pool_digest"
        #expect(call.lines[0] == header)
        #expect(call.lines.count == 4)
        let fields = call.lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        #expect(fields[0...4] == ["1", "maze", "by-hand", "maze-test-v1", "0.8"])
        #expect(fields[5...10] == ["", "", "300", "18446744073709551615", "3", "15"])
        #expect(fields[12...13] == ["0.4", "0.4"])
        let store = try Store(path: database.path, readOnly: true)
        let run = try #require(store.runs().first)
        #expect(try fields[15] == PoolDigest.sha256(of: run.id, in: store))
    }

    @Test("every format lists the same runs", arguments: ["markdown", "latex", "csv", "json", "terminal"])
    func formats(format: String) throws {
        let folder = try TemporaryFolder()
        let database = try ExampleDatabase(in: folder)
        let call = try Call(["list", "runs", "--db", database.path, "--format", format])
        #expect(call.status == 0)
        #expect(call.output.count(of: "by-hand") == 3)
    }

    @Test("a subject or format that there is not is a usage error that lists the right ones")
    func usage() throws {
        let call = try Call(["list", "planets"])
        #expect(call.status == 64)
        for subject in ["domains", "strategies", "models", "runs"] { #expect(call.error.contains(subject)) }
        #expect(try Call(["list", "domains", "--format", "html"]).status == 64)
        #expect(try Call(["list"]).status == 64)
    }
}

extension String {
    fileprivate func count(of text: String) -> Int { components(separatedBy: text).count - 1 }
}
