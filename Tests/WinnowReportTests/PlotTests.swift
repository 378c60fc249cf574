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
            plot.script(name: "accuracy", formats: [.svg, .png]) == #"""
                # Draws accuracy.svg and accuracy.png; needs accuracy.dat beside it.
                set encoding utf8
                data = 'accuracy.dat'
                do for [format in 'svg png'] {
                if (format eq 'svg') {
                set terminal svg noenhanced size 800,495 font 'sans-serif,12' background 'white'
                } else {
                set terminal pngcairo noenhanced size 1600,990 font 'sans-serif,12' fontscale 2 linewidth 2 pointscale 2 background 'white'
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
                set label 2 'budget' at screen 0.4075,0.0949495 center font ',12'
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

    @Test("inks differ in colour, or in their dashes where the colours repeat")
    func inks() {
        let looks = (0..<24).map { "\(Palette.colour($0)) \(Palette.dash($0))" }
        #expect(Set(looks).count == looks.count)
        #expect(Set((0..<8).map(Palette.mark)).count == 8)
    }
}
