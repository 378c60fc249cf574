import Foundation
import Testing
import WinnowDigest
import WinnowPage
import WinnowReport

/// What a model could write to break out of any place that it is shown in.
private let hostileText =
    "</script><script>window.hacked=1</script>\"'><img src=x onerror=alert(1)>\u{202E}\u{1B}"

@Suite("A page as a file")
struct PageDocumentTests {
    private static func page(_ text: String) -> Page {
        let table = Table(
            title: text,
            columns: [Column("name", header: text), Column("right", kind: .estimate(.percent(digits: 1)))],
            rows: [[.text(text), Cell(.estimate(0.5, low: 0.25, high: 0.75), mark: .best)]], footnotes: [text])
        let series = Series(text, points: [.init(x: 1, y: 0.25, low: 0.125, high: 0.5), .init(x: 4, y: 0.5)], ink: 1)
        let plot = Plot(
            title: text,
            panels: [
                Panel(
                    title: text, x: PlotAxis(text, scale: .binary), y: PlotAxis(text, unit: .percent), series: [series])
            ], footnotes: [text])
        let report = Report(
            answer: [Note(text)], [.heading(text), .note(Note(text)), .table(table), .detail(table), .plot(plot)])
        return Page(
            title: text, finding: [Note(text)], details: [Note(text)], subtitle: text,
            sections: [
                Page.Section("first", label: text, text, lead: text, [.report(report)]),
                Page.Section("second", label: "b", "b", [.place(.curves, without: report)]),
            ], data: [Page.Block("curves", json: #"{"runs":["</script><script>window.hacked=2</script>"]}"#)],
            leftOut: [text])
    }

    @Test("the same page is the same file, with every section and a link to it")
    func sections() throws {
        let html = try PageDocument(Self.page("plain")).html()
        #expect(try PageDocument(Self.page("plain")).html() == html)
        #expect(html.hasPrefix("<!doctype html>"))
        for name in ["first", "second"] {
            #expect(html.contains("<section id=\"\(name)\""))
            #expect(html.contains("<a href=\"#\(name)\">"))
        }
        #expect(html.contains("<section id=\"left-out\">"))
        #expect(html.contains("50.0% <span class=\"ci\">[25.0, 75.0]</span>"))
        #expect(html.contains("data-v=\"0.5\""))
        #expect(html.contains("data-place=\"curves\""))
    }

    @Test("the policy allows the page's own script and style sheet by their hashes, and loads nothing")
    func policy() throws {
        let html = try PageDocument(Self.page("plain")).html()
        let policy = try #require(
            html.firstMatch(of: /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/)?.1)
        #expect(policy.hasPrefix("default-src 'none'; "))
        #expect(!policy.contains("unsafe"))
        for (tag, directive) in [("script", "script-src"), ("style", "style-src")] {
            let text = try #require(html.components(separatedBy: "<\(tag)>").dropFirst().first)
            let own = try #require(text.components(separatedBy: "</\(tag)>").first)
            var hash = SHA256()
            hash.update(Data(own.utf8))
            #expect(policy.contains("\(directive) 'sha256-\(Data(hash.value).base64EncodedString())'"))
        }
    }

    @Test("nothing is fetched and nothing has a handler of its own", arguments: ["plain", hostileText])
    func references(text: String) throws {
        let html = try PageDocument(Self.page(text)).html()
        // What stands between tags is text: look at the tags.
        let markup = html.replacing(/<script\b[^>]*>(?s).*?<\/script>/, with: "").replacing(
            /<style>(?s).*?<\/style>/, with: "")
        for tag in markup.matches(of: /<[a-zA-Z][^>]*>/).map({ String($0.0) }) {
            let names = tag.replacing(/"[^"]*"/, with: "")
            #expect(names.firstMatch(of: #/ (src|style|on[a-z]+)=/#) == nil, "\(tag)")
            if let place = tag.firstMatch(of: /(?:href|action)="([^"]*)"/)?.1 {
                #expect(place.hasPrefix("#") || place == "data:,", "\(tag)")
            }
        }
        #expect(html.firstMatch(of: /url\(|@import|fetch\(|XMLHttpRequest|eval\(|new Function|innerHTML/) == nil)
    }

    @Test("hostile text is inert and shown")
    func hostile() throws {
        let (plain, html) = try (
            PageDocument(Self.page("plain")).html(), PageDocument(Self.page(hostileText)).html()
        )
        for tag in ["<script", "</script", "<img", "<section", "<table", "<svg"] {
            #expect(html.components(separatedBy: tag).count == plain.components(separatedBy: tag).count, "\(tag)")
        }
        #expect(html.contains("&lt;/script&gt;&lt;script&gt;window.hacked=1"))
        #expect(html.contains(#"\u202e\u001b"#))
        #expect(!html.unicodeScalars.contains("\u{202E}") && !html.unicodeScalars.contains("\u{1B}"))
    }
}
