import Foundation
import Testing
import WinnowDomains

@testable import winnow

@Suite("winnow verify")
struct VerifyTests {
    private func verify(_ domain: String, _ problem: String, _ answer: String, _ more: String...) throws -> Call {
        try Call(["verify", "--domain", domain, "--problem", problem, "--answer", answer] + more)
    }

    @Test("an answer that reuses a number is rejected with every critique")
    func reusedNumber() throws {
        let call = try verify("countdown", "5 7 9 > 25", "5*5")
        #expect(call.status == 1)
        #expect(call.lines.first == "rejected")
        #expect(call.lines.contains("number 2: 5 is used more often than it is given"))
        #expect(call.lines.contains("9 is not used"))
        #expect(call.lines.contains("7 is not used"))
        #expect(call.lines.count == 4)
        #expect(call.error.isEmpty)
    }

    @Test("a legal path through the maze is accepted")
    func legalPath() throws {
        let call = try verify("maze", "start 0 0 goal 2 2 wall 1 1 size 3 3", "0 0 1 0 2 0 2 1 2 2")
        #expect(call.status == 0)
        #expect(call.output == "accepted\n")
        #expect(call.error.isEmpty)
    }

    @Test("a path through a wall is rejected where it hits the wall")
    func wall() throws {
        let call = try verify("maze", "start 0 0 goal 2 2 wall 1 1 size 3 3", "0 0 1 0 1 1 2 1 2 2")
        #expect(call.status == 1)
        #expect(call.lines == ["rejected", "move 2: 1 1 is a wall"])
    }

    @Test(
        "a malformed answer is rejected, not refused",
        arguments: [
            ("countdown", "9 7 5 > 11", ""), ("countdown", "9 7 5 > 11", "9+7-"),
            ("countdown", "1 2 10 > 12", "1.2*10"), ("maze", "start 0 0 goal 1 0 size 2 1", "over there"),
            ("chain", "53; +9; *9", "seven"),
            ("unchain", "?; +9; *9; -16 > 57", "1.5"),
        ])
    func malformedAnswer(domain: String, problem: String, answer: String) throws {
        let call = try verify(domain, problem, answer)
        #expect(call.status == 1)
        #expect(call.lines.first == "rejected")
        #expect(call.lines.count > 1)
    }

    @Test("an unknown domain is refused with the domains there are and a call that works")
    func unknownDomain() throws {
        let call = try verify("sudoku", "1", "1")
        #expect(call.status == 2)
        #expect(call.output.isEmpty)
        #expect(call.hasOneLineError)
        #expect(call.error.contains("\"sudoku\""))
        for domain in ["maze", "countdown", "chain", "unchain", "blocks"] { #expect(call.error.contains(domain)) }
        #expect(call.error.contains("winnow verify --domain"))
    }

    @Test(
        "a malformed problem is refused with what is wrong and a call that works",
        arguments: [
            ("countdown", "5 7 9"), ("countdown", "5 seven 9 > 25"), ("countdown", ""),
            ("maze", "start 0 0 goal 9 9 size 3 3"), ("maze", "start 0 0"), ("chain", "53; ?9"),
            ("unchain", "nonsense"), ("blocks", "[b0] > [b1]"),
        ])
    func malformedProblem(domain: String, problem: String) throws {
        let call = try verify(domain, problem, "1")
        #expect(call.status == 2)
        #expect(call.output.isEmpty)
        #expect(call.hasOneLineError)
        #expect(call.error.contains("winnow verify --domain \(domain) --problem"))
    }

    @Test(
        "JSON says the same as text",
        arguments: [("5*5", 1, "rejected"), ("(5*7)-9", 1, "rejected"), ("9+7-5", 0, "accepted")])
    func json(answer: String, status: Int32, outcome: String) throws {
        let call = try verify("countdown", "5 7 9 > 11", answer, "--format", "json")
        #expect(call.status == status)
        let object = try #require(JSONSerialization.jsonObject(with: Data(call.output.utf8)) as? [String: Any])
        #expect(object["outcome"] as? String == outcome)
        #expect(object["domain"] as? String == "countdown")
        #expect(object["problem"] as? String == "9 7 5 > 11")
        let critiques = try #require(object["critiques"] as? [[String: String]])
        #expect(critiques.isEmpty == (status == 0))
        let text = try verify("countdown", "5 7 9 > 11", answer)
        for critique in critiques {
            let message = try #require(critique["message"])
            #expect(text.output.contains(message))
        }
    }

    @Test("every domain's example is accepted", arguments: Domains.all.map(\.name))
    func examples(domain: String) throws {
        // The example is shown where a problem cannot be read; it must work as it stands.
        let error = try verify(domain, "?", "?").error
        let command = try #require(error.range(of: "winnow verify ")).upperBound
        let call = try Call(script: "\"$winnow\" verify " + error[command...])
        #expect(call.status == 0)
        #expect(call.lines.first == "accepted")
    }
}
