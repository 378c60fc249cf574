/// Ends the program when a law does not hold, as a trap in the reader itself would.
func require(_ condition: Bool, _ law: @autoclosure () -> String) {
    if !condition { fatalError("broken law: \(law())") }
}
