import ArgumentParser
import Foundation
import TestGuards
import Testing

@testable import winnow

/// All pages: their calls can be made, and their links lead somewhere.
@Suite("Pages of the documentation")
struct PageTests {
    /// The pages and the README, with their texts.
    private static func texts() throws -> [(name: String, text: String)] {
        let readme = try String(contentsOf: Page.package.appending(path: "README.md"), encoding: .utf8)
        return try nonEmpty(Page.names()).map { ($0, try Page.text($0)) } + [("README.md", readme)]
    }

    /// The calls of `winnow` in the shell blocks of a text, each as its words.
    private static func calls(in text: String) -> [[String]] {
        text.matches(of: /```sh\n((?s).*?)```/).flatMap { block in
            block.1.replacing("\\\n", with: " ").split(separator: "\n").flatMap { commands(in: $0) }
        }.filter { $0.first == "winnow" }.map { Array($0.dropFirst()) }
    }

    /// The commands of a line, up to a redirection or a comment; quotes hold words together.
    private static func commands(in line: Substring) -> [[String]] {
        var (commands, word, quote): ([[String]], String?, Character?) = ([[]], nil, nil)
        func finish() {
            if let word { commands[commands.count - 1].append(word) }
            word = nil
        }
        for sign in line {
            if let open = quote {
                if sign == open { quote = nil } else { word = (word ?? "") + String(sign) }
            } else if sign == "\"" || sign == "'" {
                (quote, word) = (sign, word ?? "")
            } else if sign == "#" && word == nil || sign == ">" || sign == "<" {
                break
            } else if sign == " " || sign == "&" || sign == "|" || sign == ";" {
                finish()
                if sign != " " { commands.append([]) }
            } else {
                word = (word ?? "") + String(sign)
            }
        }
        finish()
        return commands
    }

    @Test("every call of the program can be parsed")
    func calls() throws {
        var count = 0
        for (name, text) in try Self.texts() {
            for call in Self.calls(in: text) {
                count += 1
                #expect(throws: Never.self, "\(name): winnow \(call.joined(separator: " "))") {
                    try WinnowCommand.parseAsRoot(call)
                }
            }
        }
        #expect(count > 40)
    }

    @Test("every link leads to a page or a file")
    func links() throws {
        let names = Set(try Page.names())
        for (name, text) in try Self.texts() {
            for link in text.matches(of: /<doc:(\w+)>/) {
                #expect(names.contains("\(link.1).md"), "\(name): \(link.1)")
            }
            guard name == "README.md" else { continue }
            for link in text.matches(of: /\]\(([\w\/.]+)(?:#[\w-]+)?\)/) {
                let path = Page.package.appending(path: String(link.1)).path(percentEncoded: false)
                #expect(FileManager.default.fileExists(atPath: path), "\(name): \(link.1)")
            }
        }
    }

    @Test("the first page leads to every other one")
    func topics() throws {
        let first = try Page.text("Winnow.md")
        for name in try Page.names() where name != "Winnow.md" {
            #expect(first.contains("<doc:\(name.dropLast(3))>"), "\(name)")
        }
    }

    @Test("the words of a call are as the shell takes them")
    func words() {
        let line = #"winnow a "b c" --d 'e' # f && winnow g > h; x"#
        #expect(Self.commands(in: line[...]) == [["winnow", "a", "b c", "--d", "e"]])
        #expect(Self.commands(in: "x && winnow g > h") == [["x"], [], ["winnow", "g"]])
    }
}
