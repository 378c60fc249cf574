import Dispatch
import Synchronization

/// Runs what is asynchronous to its end on this thread, so that one input is the same work each time.
func waitFor(_ body: @escaping @Sendable () async -> Void) { CallingThread().run(body) }

/// An executor whose jobs are done by the thread that waits for them.
private final class CallingThread: TaskExecutor {
    private let state = Mutex((jobs: [UnownedJob](), isDone: false))
    private let arrivals = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        arrivals.signal()
    }

    func run(_ body: @escaping @Sendable () async -> Void) {
        Task(executorPreference: self) {
            await body()
            self.state.withLock { $0.isDone = true }
        }
        while !state.withLock({ $0.isDone }) {
            arrivals.wait()
            let job = state.withLock { $0.jobs.removeFirst() }
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
