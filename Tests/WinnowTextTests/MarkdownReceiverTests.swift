import Foundation
import FoundationXML
import TestGuards
import Testing
import WinnowText

@Suite("Markdown, read back by GitHub's own parser")
struct MarkdownReceiverTests {
    /// The texts of an element in the XML that cmark-gfm makes of Markdown, in order.
    private func texts(in element: String, of markdown: String) throws -> [String] {
        let xml = try Receiver.run(
            "cmark-gfm", ["--to", "xml", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tagfilter"],
            input: Data(markdown.utf8))
        let reader = Elements(element)
        let parser = XMLParser(data: xml)
        parser.delegate = reader
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
        #expect(reader.others.subtracting(["text", "softbreak", "linebreak"]).isEmpty, "\(reader.others)")
        return reader.texts
    }

    private let attacks = [
        "[a](http://x)", "![a](x)", "[a]: http://x", "[a][b]", "<script>", "&amp;", "&#65;", "&lt;b", "https://x.org",
        "www.x.org", "WWW.x.org", "~~a~~", "`a`", "**a**", "_a_", "a|b", "\\|", "\\", "a\\", "$x$", "# a", "- a",
        "1. a",
        "2) a",
        "> a", "+ a", "=====", "---", "    a", "* a", "&\u{301}amp;", "]\u{301}(", "|\u{20E3}",
    ]

    /// What white space the parser keeps: none at the ends.
    private func expected(_ text: String) -> String {
        var bytes = Array(VisibleText.line(text).utf8)[...]
        while bytes.first == 0x20 { bytes.removeFirst() }
        while bytes.last == 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("a cell's text comes back as text, with nothing else made of it")
    func cells() throws {
        let all = Marked.texts + attacks
        let rows = all.map { MarkdownText.row([MarkdownText.escaped($0), "end"]) + "\n" }.joined()
        let cells = try texts(in: "table_cell", of: "| text | end |\n| :-- | :-- |\n" + rows)
        #expect(cells.count == 2 * all.count + 2)
        for (place, text) in all.enumerated() {
            #expect(Array(cells[2 * place + 2].utf8) == Array(expected(text).utf8), "\(text.debugDescription)")
            #expect(cells[2 * place + 3] == "end")
        }
    }

    @Test("a line's text comes back as a paragraph")
    func lines() throws {
        let all = (Marked.texts + attacks).filter { !expected($0).isEmpty }
        let markdown = all.map { MarkdownText.escaped($0, startsLine: true) + "\n\n" }.joined()
        let paragraphs = try texts(in: "paragraph", of: markdown)
        #expect(paragraphs.count == all.count)
        for (text, paragraph) in try pairs(all, paragraphs) {
            #expect(Array(paragraph.utf8) == Array(expected(text).utf8), "\(text.debugDescription)")
        }
    }
}

/// The texts of the elements of one name, and the names of the elements inside of them.
private final class Elements: NSObject, XMLParserDelegate {
    private let name: String
    private var isInside = false
    private var isText = false
    private var text = ""
    private(set) var texts: [String] = []
    private(set) var others: Set<String> = []

    init(_ name: String) { self.name = name }

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        if isInside { others.insert(element) }
        if element == name { (isInside, text) = (true, "") }
        isText = element == "text"
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { if isInside, isText { text += string } }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
        // Between elements the writer breaks lines.
        isText = false
        guard element == name else { return }
        texts.append(text)
        isInside = false
    }
}
