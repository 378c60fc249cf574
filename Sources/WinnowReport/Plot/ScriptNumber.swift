import Foundation

/// A number of the script, in few digits: places in the picture need no more.
func gnuplotNumber(_ number: Double) -> String { String(format: "%.6g", number) }
