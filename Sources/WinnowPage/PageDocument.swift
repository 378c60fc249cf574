import Mustache
import WinnowBounds
public import WinnowReport
import WinnowText

/// A document is a ``Page`` as one HTML file that needs nothing besides itself: no server, no network, no other file.
///
/// Its policy lets the browser run the one script and use the one style sheet that the program brings, known by their
/// SHA-256, and load nothing: whatever a model wrote stays text.
///
/// Source: Content Security Policy Level 3, W3C, section 2.3.1 (hash sources).
public struct PageDocument: Sendable {
    private let page: Page

    public init(_ page: Page) { self.page = page }

    /// The text is the whole file; the same page is the same text.
    ///
    /// - Throws: an error of the template's parser, which the templates that the program brings do not make.
    /// - Complexity: linear in the text.
    public func html() throws -> String {
        var library = MustacheLibrary()
        try library.register(Self.text(PackageResources.section_mustache), named: "section")
        try library.register(Self.text(PackageResources.page_mustache), named: "page")
        let (script, style) = (Self.text(PackageResources.page_js), Self.text(PackageResources.page_css))
        let sections = page.sections.map { section -> [String: Any] in
            [
                "name": section.name, "label": VisibleText.line(section.label),
                "title": VisibleText.line(section.title), "lead": VisibleText.line(section.lead),
                "hasLead": !section.lead.isEmpty, "body": section.parts.map(Self.html).joined(),
            ]
        }
        let values: [String: Any] = [
            "policy": PagePolicy(script: script, style: style).text, "script": script, "style": style,
            "title": VisibleText.line(page.title), "subtitle": VisibleText.line(page.subtitle),
            "finding": page.finding.map { ["text": $0.html] }, "details": page.details.map { ["text": $0.html] },
            "hasDetails": !page.details.isEmpty, "sections": sections,
            "leftOut": page.leftOut.map { ["text": VisibleText.line($0)] }, "hasLeftOut": !page.leftOut.isEmpty,
            "blocks": page.data.map { ["name": $0.name, "json": HTMLText.data($0.json)] },
        ]
        return library.render(values, withTemplate: "page") ?? ""
    }

    private static func html(_ part: Page.Part) -> String {
        switch part {
        case .report(let report): report.html
        case .place(let place, let report):
            "<div class=\"place\" data-place=\"\(place.rawValue)\"><div class=\"still\">\(report.html)</div></div>\n"
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
