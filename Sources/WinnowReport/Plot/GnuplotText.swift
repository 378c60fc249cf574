import Foundation

/// A text as gnuplot reads it back unchanged, without enhanced text: a quote is doubled, a line break is a space.
func gnuplotQuoted(_ text: String) -> String {
    "'" + text.map { $0.isNewline ? " " : $0 == "'" ? "''" : String($0) }.joined() + "'"
}

/// A number of the script, in few digits: places in the picture need no more.
func gnuplotNumber(_ number: Double) -> String { String(format: "%.6g", number) }
