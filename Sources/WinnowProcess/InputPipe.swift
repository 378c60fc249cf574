import Glibc
import Synchronization
import SystemPackage

/// An input pipe leads to a program's standard input; that the program closes it is a result and no signal.
///
/// Subprocess writes in a way that raises SIGPIPE in this process when the program no longer reads, so that it needs the
/// signal to be ignored everywhere. `winnow` leaves SIGPIPE to end it quietly when its own reader goes away; here the
/// signal is therefore held back from the one thread that writes, for as long as a write takes.
final class InputPipe: Sendable {
    /// This end is the program's, which whoever starts the program closes.
    let reading: FileDescriptor

    private let writing: Mutex<FileDescriptor?>

    /// Makes a pipe that no other program inherits.
    ///
    /// - Throws: ``ProcessError`` when the system has no descriptors left.
    init() throws(ProcessError) {
        guard let ends = try? FileDescriptor.pipe(options: .closeOnExec) else { throw .cannotStart }
        // Only of this end: the program's reads wait as all programs' do.
        _ = fcntl(ends.writeEnd.rawValue, F_SETFL, O_NONBLOCK)
        reading = ends.readEnd
        writing = Mutex(ends.writeEnd)
    }

    deinit { close() }

    /// Ends the program's input.
    func close() {
        writing.withLock { writing in
            try? writing?.close()
            writing = nil
        }
    }

    /// Writes all bytes, in the program's own time.
    ///
    /// - Returns: false when the program does not read any more, or the task was cancelled.
    func send(_ bytes: [UInt8]) async -> Bool {
        var rest = bytes[...]
        var pause = Self.shortest
        while !rest.isEmpty {
            switch write(rest) {
            case .wrote(let count):
                rest = rest.dropFirst(count)
                pause = Self.shortest
            case .full:
                guard (try? await Task.sleep(for: pause)) != nil else { return false }
                pause = min(pause * 2, Self.longest)
            case .closed: return false
            }
        }
        return true
    }

    /// A full pipe is waited for so long: a pipe's 64 KiB in a millisecond is faster than programs read.
    private static let shortest = Duration.milliseconds(1)
    private static let longest = Duration.milliseconds(20)

    private enum Written {
        case wrote(Int)
        case full
        case closed
    }

    private func write(_ bytes: ArraySlice<UInt8>) -> Written {
        writing.withLock { writing in
            guard let writing else { return .closed }
            return withoutSignal {
                do {
                    return .wrote(try unsafe bytes.withUnsafeBytes { try unsafe writing.write($0) })
                } catch Errno.wouldBlock {
                    return .full
                } catch {
                    return .closed
                }
            }
        }
    }

    /// Does something with SIGPIPE held back from this thread, and takes away the one that it caused.
    private func withoutSignal<Value>(_ body: () -> Value) -> Value {
        var (pipe, before, waiting) = (sigset_t(), sigset_t(), sigset_t())
        unsafe sigemptyset(&pipe)
        unsafe sigaddset(&pipe, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        unsafe sigpending(&waiting)
        let wasWaiting = unsafe sigismember(&waiting, SIGPIPE) == 1
        let value = body()
        var now = timespec()
        if !wasWaiting { unsafe sigtimedwait(&pipe, nil, &now) }
        return value
    }
}
