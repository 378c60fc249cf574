import Testing

@testable import WinnowReport

@Suite("Axes of plots")
struct PlotAxisTests {
    private func texts(_ axis: PlotAxis, _ range: ClosedRange<Double>) -> [String] { axis.ticks(in: range).map(\.text) }

    @Test("ticks are numbers that people would write")
    func ticks() {
        #expect(texts(PlotAxis("", unit: .percent), 0...1) == ["0%", "20%", "40%", "60%", "80%", "100%"])
        #expect(texts(PlotAxis("", unit: .percent), 0.47...0.53) == ["48%", "50%", "52%"])
        #expect(texts(PlotAxis("", unit: .points), -0.012...0.011) == ["-1", "-0.5", "0", "+0.5", "+1"])
        #expect(texts(PlotAxis(""), -3...11) == ["0", "5", "10"])
        #expect(texts(PlotAxis("", scale: .binary), 0.8...70) == ["1", "2", "4", "8", "16", "32", "64"])
        #expect(texts(PlotAxis("", scale: .decimal), 90...7_000) == ["100", "200", "500", "1k", "2k", "5k"])
        #expect(texts(PlotAxis("", scale: .decimal), 1e6...3e13) == ["1M", "100M", "10G", "1T"])
        #expect(texts(PlotAxis("", scale: .decimal), 0.9...2.9) == ["1", "1.5", "2", "2.5"])
    }

    @Test(
        "no range has more ticks than fit", arguments: [1e-3, 0.7, 1, 33, 5e9],
        [1.01, 3, 7.9, 8, 100, 1_999, 1e6, 1e20])
    func manyTicks(least: Double, factor: Double) {
        for scale in [PlotAxis.Scale.linear, .binary, .decimal] {
            let range = least...least * factor
            let ticks = PlotAxis("", scale: scale).ticks(in: range)
            #expect(ticks.count <= 11)
            #expect(
                ticks.allSatisfy { $0.position >= least * (1 - 1e-9) && $0.position <= least * factor * (1 + 1e-9) })
            if scale == .linear { #expect(ticks.count >= 2) }
        }
    }

    @Test("a range holds every value that has a place on the axis, with a margin")
    func ranges() {
        let values: [Double] = [0, 1, 64, .nan, -.infinity]
        let binary = PlotAxis("", scale: .binary).range(of: values)
        #expect(binary.lowerBound < 1 && binary.lowerBound > 0 && binary.upperBound > 64)
        let linear = PlotAxis("").range(of: values)
        #expect(linear.lowerBound < 0 && linear.upperBound > 64)
        #expect(PlotAxis("").range(of: [0.5]).contains(0.5))
        #expect(PlotAxis("", scale: .decimal).range(of: [0]) == 1...10)
        #expect(PlotAxis("", range: 0...1).range(of: [7]) == 0...1)
    }

    @Test("a caption says of a difference that it is in points, and of an axis that it is logarithmic")
    func captions() {
        #expect(PlotAxis("right", unit: .percent).caption == "right")
        #expect(PlotAxis("change", unit: .points).caption == "change (points)")
        #expect(PlotAxis("budget", scale: .binary).caption == "budget (log scale)")
        #expect(PlotAxis("change", scale: .decimal, unit: .points).caption == "change (points, log scale)")
    }

    @Test("bars stand on the axis and are not cut at the sides")
    func bars() {
        let series = Series("n", points: [.init(x: 0, y: 0.5), .init(x: 1, y: 0.25)], style: .bars(width: 0.5), ink: 0)
        let shown = Plot(title: "", panels: [Panel(x: PlotAxis("x"), y: PlotAxis("y"), series: [series])]).shown[0]
        #expect(shown.y.lowerBound == 0)
        #expect(shown.x.lowerBound < -0.25 && shown.x.upperBound > 1.25)
    }

    @Test("notes are broken between words")
    func lines() {
        #expect(PlotLayout.lines("one two  three\nfour", of: 9) == ["one two", "three", "four"])
        #expect(PlotLayout.lines("unbreakable", of: 3) == ["unbreakable"])
        #expect(PlotLayout.lines("", of: 3) == [])
    }

    @Test("panels do not overlap one another, the notes or the picture's edge", arguments: [1, 2, 4, 7, 12])
    func layout(count: Int) {
        let panel = Panel(
            x: PlotAxis("x"), y: PlotAxis("y"),
            series: ["a", "b"].map { Series($0, points: [.init(x: 0, y: 0)], ink: 0) })
        let plot = Plot(
            title: "", panels: Array(repeating: panel, count: count), footnotes: [String(repeating: "word ", count: 90)]
        )
        let layout = PlotLayout(plot)
        #expect(layout.frames.count == count)
        let notes = layout.height - layout.notes.count * PlotLayout.lineHeight
        for (index, frame) in layout.frames.enumerated() {
            #expect(frame.left >= 60 && frame.right < layout.legend.x && frame.left < frame.right)
            #expect(frame.top < frame.bottom && frame.bottom + 45 < notes)
            for other in layout.frames.dropFirst(index + 1) {
                #expect(other.left > frame.right + 60 || other.top > frame.bottom + 45)
            }
        }
    }
}
