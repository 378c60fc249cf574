import Foundation
import Testing
import WinnowText

@testable import WinnowReport

@Suite("Plots")
struct PlotTests {
    let plot = Plot(
        title: "It's 100 % {right}",
        panels: [
            Panel(
                title: "chain_97", x: PlotAxis("budget", scale: .binary),
                y: PlotAxis("right", unit: .percent, range: 0...1),
                series: [
                    Series(
                        "majority", points: [.init(x: 1, y: 0.25, low: 0.125, high: 0.5), .init(x: 4, y: 0.5)], ink: 1),
                    Series("absent", points: [], ink: 2),
                    Series("greedy", points: [.init(x: 1, y: 1.0 / 3)], style: .reference, ink: 9),
                ])
        ],
        footnotes: ["n = 3\nproblems."])

    @Test("the data file has a block for each series that has points, with all digits")
    func data() {
        #expect(
            plot.data == """
                # chain_97: majority
                # x y low high
                1.0 0.25 0.125 0.5
                4.0 0.5 NaN NaN


                # chain_97: greedy
                # x y low high
                1.0 0.3333333333333333 NaN NaN

                """)
    }

    @Test("the script draws bands, then lines, then the legend, for each format")
    func script() {
        #expect(
            plot.script(name: "accuracy", formats: [.svg, .png, .pdf]) == #"""
                # Draws accuracy.svg, accuracy.png, accuracy.pdf; needs accuracy.dat beside it.
                set encoding utf8
                data = 'accuracy.dat'
                do for [format in 'svg png pdf'] {
                if (format eq 'svg') {
                set terminal svg noenhanced size 800,495 font 'sans-serif,12' background 'white'
                }
                if (format eq 'png') {
                set terminal pngcairo noenhanced size 1600,990 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
                }
                if (format eq 'pdf') {
                set terminal pdfcairo noenhanced size 8.33333in,5.15625in font 'sans-serif,12' fontscale 0.75 background 'white'
                }
                set output 'accuracy.'.format
                set multiplot
                set border 3 lc rgb '#444444'
                set tics nomirror out scale 0.5 font ',10' textcolor rgb '#222222'
                set grid lc rgb '#DDDDDD' lt 1 lw 0.5
                unset key
                set lmargin at screen 0.0975
                set rmargin at screen 0.7175
                set tmargin at screen 0.858586
                set bmargin at screen 0.171717
                set logscale x
                set xrange [0.946058:4.22807]
                set xtics nomirror ('1' 1, '2' 2, '4' 4) offset 0,0.3
                unset logscale y
                set yrange [0:1]
                set ytics nomirror ('0%%' 0, '20%%' 0.2, '40%%' 0.4, '60%%' 0.6, '80%%' 0.8, '100%%' 1)
                unset label
                set label 1 'right' at screen 0.02,0.515152 center rotate by 90 font ',12'
                set label 2 'budget (log scale)' at screen 0.4075,0.0949495 center font ',12'
                set label 3 'chain_97' at screen 0.4075,0.882828 center font ',12'
                plot data index 0 using 1:3:4 with filledcurves lc rgb '#D55E00' fs transparent solid 0.15 noborder, \
                  data index 0 using 1:2 with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7, \
                  data index 1 using 1:2 with lines lc rgb '#D55E00' lw 1.5 dt '_'
                set lmargin at screen 0
                set rmargin at screen 1
                set tmargin at screen 1
                set bmargin at screen 0
                unset border
                unset tics
                unset grid
                unset logscale
                unset colorbox
                unset label
                set label 1 'It'."'".'s 100 % {right}' at screen 0.02,0.959596 left font ',14'
                set label 2 'n = 3 problems.' at screen 0.02,0.0464646 left font ',10' textcolor rgb '#444444'
                set key at screen 0.7425,0.858586 left top Left reverse samplen 2.5 spacing 1.15 width 0 font ',11'
                plot [0:1] [0:1] NaN with linespoints lc rgb '#D55E00' lw 2 dt solid pt 5 ps 0.7 title 'majority', \
                  NaN with lines lc rgb '#D55E00' lw 1.5 dt '_' title 'greedy'
                unset label
                unset key
                unset multiplot
                set output
                }

                """#)
    }

    @Test("a text is one single-quoted string whatever it holds")
    func quoting() {
        #expect(GnuplotText.string("it's \"a\\n\" `b` $c @d %s") == #"'it'."'".'s "a\n" `b` $c @d %s'"#)
        #expect(GnuplotText.string("two\r\nlines\u{2028}three") == "'two lines three'")
    }

    @Test("a line break in a name cannot end a comment of the data file")
    func comments() {
        let series = Series("a\n9 9 9 9", points: [.init(x: 1, y: 2)], ink: 0)
        let lines = Plot(title: "", panels: [Panel(x: PlotAxis("x"), y: PlotAxis("y"), series: [series])]).data
            .split(separator: "\n")
        #expect(lines == ["# a 9 9 9 9", "# x y low high", "1.0 2.0 NaN NaN"])
    }

    @Test("a heat map is a grid of rows, and its contours are computed before it is drawn")
    func heatMap() throws {
        let values = [[0.25, -0.5], [.nan, 1]]
        let map = HeatMap(
            xs: [0, 0.5], ys: [0, 1], values: values, label: "gain", unit: .percent, centre: 0,
            contours: [.init("equal", level: 0, values: [[0, 1], [2, 3]])])
        let plot = Plot(title: "dial", panels: [Panel(title: "", x: PlotAxis("FPR"), y: PlotAxis("TPR"), heatMap: map)])
        #expect(
            plot.data == """
                # gain
                # x y value
                0.0 0.0 0.25
                0.5 0.0 -0.5

                0.0 1.0 NaN
                0.5 1.0 1.0


                # equal
                # x y value
                0.0 0.0 0.0
                0.5 0.0 1.0

                0.0 1.0 2.0
                0.5 1.0 3.0

                """)
        let script = plot.script(name: "dial", formats: [.svg])
        let table = try #require(script.range(of: "set table $contour_1\nsplot data index 1 using 1:2:3\n"))
        let image = try #require(
            script.range(of: "plot data index 0 using 1:2:3 with image, \\\n  $contour_1 using 1:2"))
        #expect(table.upperBound < image.lowerBound)
        #expect(script.contains("set cbrange [-1:1]\n"))
        #expect(script.contains("title 'equal'"))
    }

    @Test("a name has one entry in the legend of all panels, and one alone has none")
    func legend() {
        func panel(_ names: [String]) -> Panel {
            Panel(
                x: PlotAxis("x"), y: PlotAxis("y"),
                series: names.enumerated().map { Series($1, points: [.init(x: 1, y: 1)], ink: $0) })
        }
        func entries(_ panels: [Panel]) -> Int {
            Plot(title: "", panels: panels).script(name: "x", formats: [.svg]).ranges(of: "0.7 title '").count
        }
        #expect(entries([panel(["a", "b"]), panel(["b", "c"])]) == 3)
        #expect(entries([panel(["a"]), panel(["a"])]) == 0)
    }

    /// A panel with one series for each name, whose points are these values at 1, 2 and so on.
    private func panel(_ title: String, _ series: KeyValuePairs<String, [Double]>) -> Panel {
        Panel(
            title: title, x: PlotAxis("x"), y: PlotAxis("y"),
            series: series.enumerated().map { ink, series in
                Series(
                    series.key, points: series.value.enumerated().map { .init(x: Double($0 + 1), y: $1) }, ink: ink)
            })
    }

    @Test("the legend stands in the order of the right ends, on the average of the panels")
    func legendOrder() {
        let low = panel("low", ["falls": [0.9, 0.1], "rises": [0.1, 0.8], "stays": [0.5, 0.5]])
        #expect(Plot(title: "", panels: [low]).legend.map(\.name) == ["rises", "stays", "falls"])
        let high = panel("high", ["falls": [1, 1], "rises": [0, 0.2], "stays": [0.6, 0.6]])
        #expect(Plot(title: "", panels: [low, high]).legend.map(\.name) == ["falls", "stays", "rises"])
    }

    @Test("an axis that is the same has one range in all panels")
    func commonRange() throws {
        let plot = Plot(title: "", panels: [panel("", ["a": [0, 0.25]]), panel("", ["a": [0.75, 1, 1]])])
        let shown = plot.shown
        #expect(shown[0].y == shown[1].y && shown[0].x == shown[1].x)
        #expect(shown[0].y.lowerBound <= 0 && shown[0].y.upperBound >= 1 && shown[0].x.upperBound >= 3)
        var other = plot
        other.panels[1].y.label = "another"
        #expect(other.shown[0].y != other.shown[1].y && other.shown[0].x == other.shown[1].x)
    }

    @Test("a line that another lies on is named, with its panel where it is not so in all of them")
    func hidden() {
        let near = panel("near", ["under": [0, 0.5, 1], "over": [0.001, 0.5, 1]])
        let far = panel("far", ["under": [0, 0.4, 1], "over": [0, 0.5, 1]])
        #expect(
            Plot(title: "", panels: [near]).hiddenNotes == [
                "Hardly to be seen, as another line lies on it: under beneath over."
            ])
        #expect(
            Plot(title: "", panels: [near, far]).hiddenNotes == [
                "Hardly to be seen, as another line lies on it: under beneath over (near)."
            ])
        #expect(Plot(title: "", panels: [far]).hiddenNotes.isEmpty)
        #expect(PlotLayout(Plot(title: "", panels: [near])).notes.joined().contains("under beneath over"))
    }

    @Test("titles that all panels have stand once, below the picture's")
    func commonTitles() {
        func plot(_ titles: [[String]]) -> Plot {
            Plot(
                title: "Right", panels: titles.map { Panel(titles: $0, x: PlotAxis("x"), y: PlotAxis("y")) })
        }
        let layout = PlotLayout(plot([["run 1", "easy", "n = 3"], ["run 1", "hard", "n = 3"]]))
        #expect(layout.title.map(\.text) == ["Right", "run 1, n = 3"])
        #expect(layout.titles == [["easy"], ["hard"]])
        let alone = PlotLayout(plot([["run 1", "n = 3"]]))
        #expect(alone.title.map(\.text) == ["Right"] && alone.titles == [["run 1, n = 3"]])
        // Panels that nothing tells apart keep their titles.
        #expect(PlotLayout(plot([["run 1"], ["run 1"]])).titles == [["run 1"], ["run 1"]])
    }

    @Test("a legend of long names makes the picture wider and leaves the panels as they are")
    func longNames() {
        let short = PlotLayout(Plot(title: "", panels: [panel("", ["a": [1], "b": [2]])]))
        let name = String(repeating: "long ", count: 8)
        let long = PlotLayout(Plot(title: "", panels: [panel("", [name: [1], "b": [2]])]))
        #expect(long.width > short.width && long.frames == short.frames)
        let endless = String(repeating: "x", count: 100_000)
        #expect(PlotLayout(Plot(title: "", panels: [panel("", [endless: [1], "b": [2]])])).width < 1_500)
    }

    @Test("inks differ in colour, or in their dashes where the colours repeat")
    func inks() {
        let looks = (0..<Palette.colourCount * Palette.dashCount).map { "\(Palette.colour($0)) \(Palette.dash($0))" }
        #expect(Set(looks).count == looks.count)
        #expect(Set((0..<8).map(Palette.mark)).count == 8)
    }
}
