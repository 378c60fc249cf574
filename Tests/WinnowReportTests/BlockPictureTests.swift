import Testing
import WinnowReport

@Suite("Pictures in block characters")
struct BlockPictureTests {
    private static let panel = Panel(
        x: PlotAxis("budget", scale: .binary), y: PlotAxis("right answers", unit: .percent),
        series: [
            Series("rising", points: [.init(x: 1, y: 0.25), .init(x: 4, y: 0.5), .init(x: 16, y: 1)], ink: 0),
            Series("flat \u{1B}[31m", points: [.init(x: 1, y: 0.5), .init(x: 16, y: 0.5)], ink: 1),
        ])

    @Test("lines fit, and name series and values", arguments: [40, 60, 100])
    func width(width: Int) {
        let lines = Self.panel.blockLines(width: width)
        #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
        let text = lines.joined(separator: "\n")
        #expect(text.contains("█ rising"))
        #expect(text.contains(#"▓ flat \u001b[31m"#))
        #expect(text.contains("budget (log scale)"))
        #expect(lines.first?.contains("100%") == true, "\(lines)")
    }

    @Test("a rising series goes up, and a flat one stays on its line")
    func shape() {
        let lines = Self.panel.blockLines(width: 60, height: 10).prefix(10)
        let rows = lines.indices.filter { lines[$0].contains("█") }
        #expect(rows.count > 6)
        #expect(lines.filter { $0.contains("▓▓▓▓▓▓▓▓▓▓") }.count == 1)
    }

    @Test("a panel without points has no picture")
    func empty() {
        #expect(Panel(x: PlotAxis("x"), y: PlotAxis("y")).blockLines(width: 80).isEmpty)
    }
}
