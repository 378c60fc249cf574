import ArgumentParser
import Foundation
import Testing
import WinnowCore

@testable import winnow

@Suite("Usage")
struct UsageTests {
    @Test("the version is printed alone")
    func version() throws {
        let call = try Call(["--version"])
        #expect(call.status == 0)
        #expect(call.output == "\(winnowVersion)\n")
    }

    @Test("a mistyped option is a usage error with a suggestion")
    func suggestion() throws {
        let call = try Call(["verify", "--domian", "maze", "--problem", "1", "--answer", "1"])
        #expect(call.status == 64)
        #expect(call.error.hasPrefix("winnow: "))
        #expect(call.error.contains("--domain"))
        #expect(call.output.isEmpty)
    }

    @Test(
        "an unknown command and a missing option are usage errors",
        arguments: [["sewep"], ["verify"], ["inspect", "--problem", "x"]])
    func usage(arguments: [String]) throws {
        let call = try Call(arguments)
        #expect(call.status == 64)
        #expect(call.error.hasPrefix("winnow: "))
    }

    @Test("a reader that closes the pipe ends the program quietly")
    func brokenPipe() throws {
        let call = try Call(
            script: """
                yes nonsense | head -200000 | "$winnow" validate --domain maze --dialect searchformer --mode strict - \
                | head -1
                """)
        #expect(call.output == "1\tinvalid\tprompt_syntax_error\t0\n")
        #expect(call.error.isEmpty)
    }

    @Test("output that cannot be written is a failure")
    func fullDisk() throws {
        let call = try Call(script: "\"$winnow\" list domains > /dev/full")
        #expect(call.status == 1)
        #expect(call.hasOneLineError)
    }

    @Test("an error stays one line, whatever is in the arguments")
    func oneLine() throws {
        for arguments in [
            ["verify", "--domain", "a\nb", "--problem", "1", "--answer", "1"], ["list", "runs", "--db", "a\nb"],
        ] {
            let call = try Call(arguments)
            #expect(call.hasOneLineError, "\(call.error)")
        }
    }

    @Test("the number of threads is at least 1 and all cores by default")
    func threads() throws {
        #expect(try ThreadOption.parse(["--threads", "3"]).count == 3)
        #expect(try ThreadOption.parse([]).count == ProcessInfo.processInfo.activeProcessorCount)
        #expect(throws: (any Error).self) { try ThreadOption.parse(["--threads", "0"]) }
    }

    @Test("completion scripts know commands and domains", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let call = try Call(["--generate-completion-script", shell])
        #expect(call.status == 0)
        for word in ["inspect", "verify", "validate", "list", "merge", "countdown", "beyond-semantics"] {
            #expect(call.output.contains(word))
        }
    }
}
