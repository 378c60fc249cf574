import WinnowText

extension PlotAxis {
    /// The scale, range and ticks of the axis with this letter.
    func settings(_ letter: String, _ range: ClosedRange<Double>) -> [String] {
        [
            "\(scale == .linear ? "unset" : "set") logscale \(letter)",
            "set \(letter)range [\(gnuplotNumber(range.lowerBound)):\(gnuplotNumber(range.upperBound))]",
            "set \(letter)tics nomirror (\(tickList(in: range)))\(letter == "x" ? " offset 0,0.3" : "")",
        ]
    }

    /// Texts and places of the ticks; the texts are formats, in which a percent sign is doubled.
    func tickList(in range: ClosedRange<Double>) -> String {
        ticks(in: range).map {
            "\(GnuplotText.format($0.text)) \(gnuplotNumber($0.position))"
        }.joined(separator: ", ")
    }
}
