/// The version that runs and files are stamped with.
public let winnowVersion = "0.1.0"
