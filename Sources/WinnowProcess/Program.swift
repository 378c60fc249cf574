import Subprocess
import SystemPackage

/// A program is to be started in a process group of its own.
///
/// Its own group keeps Ctrl-C at the terminal from ending it before its last words are read, and lets whatever it has
/// started end with it.
public struct Program: Sendable {
    let configuration: Configuration

    /// Describes a program that is looked for in the folders of the environment's PATH.
    public init(named name: String, _ arguments: [String]) {
        self.init(Configuration(executable: .name(name), arguments: Arguments(arguments)))
    }

    /// Describes a program at a path.
    ///
    /// - Parameters:
    ///   - environment: all of its environment.
    ///   - folder: where it runs.
    public init(path: String, _ arguments: [String], environment: [String: String], folder: String) {
        self.init(
            Configuration(
                executable: .path(FilePath(path)), arguments: Arguments(arguments),
                environment: .custom(
                    Dictionary(
                        uniqueKeysWithValues: environment.compactMap { name, value in
                            Environment.Key(rawValue: name).map { ($0, value) }
                        })),
                workingDirectory: FilePath(folder)))
    }

    /// Describes a command for the shell, so that it may have arguments and quotes.
    public init(shell command: String) {
        self.init(Configuration(executable: .path("/bin/sh"), arguments: ["-c", command]))
    }

    private init(_ configuration: Configuration) {
        var configuration = configuration
        configuration.platformOptions.processGroupID = 0
        // Whoever is cancelled leaves nothing behind that still runs.
        configuration.platformOptions.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
        ]
        self.configuration = configuration
    }

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - input: all of its standard input.
    ///   - outputLimit: the most bytes that it may write on standard output; nil when they are not looked at.
    ///   - errorLimit: how many of the first bytes of its standard error are kept.
    /// - Throws: ``ProcessError`` when it cannot be started or writes too much, `CancellationError` when the task was
    ///   cancelled; then the program and all that it started are gone.
    public func run(input: [UInt8] = [], outputLimit: Int?, errorLimit: Int) async throws -> Outcome {
        try Task.checkCancellation()
        let pipe = try InputPipe()
        let result = try await ProcessError.translating {
            try await Subprocess.run(
                configuration, input: .fileDescriptor(pipe.reading, closeAfterSpawningProcess: true),
                output: .sequence, error: .sequence
            ) { execution in
                async let sent: Void = Self.send(input, to: pipe)
                async let messages = Self.first(errorLimit, of: execution.standardError)
                let output = try await Self.all(of: execution.standardOutput, limit: outputLimit)
                _ = await sent
                return (output: output, messages: await messages)
            }
        }
        try Task.checkCancellation()
        return Outcome(
            end: ProcessEnd(result.terminationStatus), output: result.closureResult.output,
            messages: result.closureResult.messages)
    }

    /// An outcome says how a program that ran ended, and what it wrote.
    public struct Outcome: Sendable {
        public let end: ProcessEnd

        /// It wrote this on standard output; empty when it is not looked at.
        public let output: [UInt8]

        /// It wrote this first on standard error.
        public let messages: [UInt8]
    }

    private static func send(_ input: [UInt8], to pipe: InputPipe) async {
        _ = await pipe.send(input)
        pipe.close()
    }

    private static func all(of output: SubprocessOutputSequence, limit: Int?) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in output {
            guard let limit else { continue }
            bytes += piece.array
            guard bytes.count <= limit else { throw ProcessError.outputTooLarge }
        }
        return bytes
    }

    private static func first(_ limit: Int, of messages: SubprocessOutputSequence) async -> [UInt8] {
        var bytes: [UInt8] = []
        var pieces = messages.makeAsyncIterator()
        while let piece = try? await pieces.next() { bytes += piece.array.prefix(limit - bytes.count) }
        return bytes
    }
}

/// The end says in which way a program ended.
public enum ProcessEnd: Hashable, Sendable {
    case status(Int32)
    case signal(Int32)

    init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .status(code)
        case .signaled(let code): self = .signal(code)
        }
    }
}

/// The error says why a program could not be run, or not to its end.
public enum ProcessError: Error, Hashable, Sendable {
    /// No folder of PATH has it, or it is not where it should be.
    case notFound

    /// The system refuses: no such folder, no processes or no descriptors left.
    case cannotStart

    /// It wrote more on standard output than it may.
    case outputTooLarge

    /// Does something, and says of Subprocess's errors only what callers can act on.
    static func translating<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as SubprocessError {
            throw error.code == .executableNotFound ? ProcessError.notFound : .cannotStart
        }
    }
}

extension SubprocessOutputSequence.Buffer {
    var array: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
