import Synchronization
import Testing
import WinnowCore

@testable import winnow

@Suite("Progress")
struct ProgressBarTests {
    /// A clock that tests set, and what was written.
    private final class Scene: Sendable {
        private let state: Mutex<(offset: Duration, written: [String])> = Mutex((.zero, []))
        private let origin = ContinuousClock.now

        var written: [String] { state.withLock { $0.written } }

        func bar(isHidden: Bool = false, isInteractive: Bool, width: Int = 80) -> ProgressBar {
            ProgressBar(
                isHidden: isHidden, isInteractive: isInteractive, width: width,
                now: { self.origin + self.state.withLock { $0.offset } },
                write: { text in self.state.withLock { $0.written.append(text) } })
        }

        func at(_ seconds: Double) { state.withLock { $0.offset = .seconds(seconds) } }
    }

    private func progress(_ done: Double, _ task: String = "sampling") -> WorkProgress {
        WorkProgress(task: task, done: done, total: 100, detail: "7 tokens/s")
    }

    @Test("work of less than a second stays silent", arguments: [false, true])
    func short(isInteractive: Bool) async {
        let scene = Scene()
        let bar = scene.bar(isInteractive: isInteractive)
        await bar.during { observe in
            for step in 0...10 {
                scene.at(Double(step) * 0.099)
                await observe(progress(Double(step) * 10))
            }
        }
        #expect(scene.written.isEmpty)
    }

    @Test("elsewhere than on a terminal a plain line comes at most every ten seconds")
    func plain() async {
        let scene = Scene()
        let bar = scene.bar(isInteractive: false)
        await bar.during { observe in
            for second in 0...25 {
                scene.at(Double(second))
                await observe(progress(Double(second)))
            }
        }
        #expect(
            scene.written == [
                "sampling: 1%, 7 tokens/s, ETA 1:39\n", "sampling: 11%, 7 tokens/s, ETA 1:29\n",
                "sampling: 21%, 7 tokens/s, ETA 1:19\n",
            ])
    }

    @Test("on a terminal one line is drawn again and cleared at the end, also after an error")
    func terminal() async {
        let scene = Scene()
        let bar = scene.bar(isInteractive: true, width: 60)
        await #expect(throws: CancellationError.self) {
            try await bar.during { observe in
                await observe(progress(0))
                scene.at(2)
                await observe(progress(50))
                scene.at(2.05)
                await observe(progress(51))
                throw CancellationError()
            }
        }
        #expect(
            scene.written == [
                "\rsampling ██████████░░░░░░░░░░ 50%, 7 tokens/s, ETA 0:02\u{1B}[K", "\r\u{1B}[K",
            ])
    }

    @Test("a line never fills the terminal")
    func width() async {
        let scene = Scene()
        let bar = scene.bar(isInteractive: true, width: 40)
        await bar.show(progress(0))
        scene.at(3)
        await bar.show(progress(1))
        let line = scene.written[0].dropFirst().dropLast(3)
        #expect(line.count == 39)
    }

    @Test("work that goes on from an earlier call is timed by what this call did")
    func resumed() async {
        let scene = Scene()
        let bar = scene.bar(isInteractive: false)
        await bar.show(progress(80))
        scene.at(5)
        await bar.show(progress(90))
        #expect(scene.written == ["sampling: 90%, 7 tokens/s, ETA 0:05\n"])
    }

    @Test("each task has its own clock")
    func tasks() async {
        let scene = Scene()
        let bar = scene.bar(isInteractive: false)
        await bar.show(progress(0, "one"))
        scene.at(30)
        await bar.show(progress(0, "two"))
        scene.at(30.5)
        await bar.show(progress(50, "two"))
        #expect(scene.written.isEmpty)
        scene.at(32)
        await bar.show(progress(80, "two"))
        #expect(scene.written == ["two: 80%, 7 tokens/s, ETA 0:00\n"])
    }

    @Test("--quiet shows nothing")
    func quiet() async {
        let scene = Scene()
        let bar = scene.bar(isHidden: true, isInteractive: true)
        await bar.show(progress(0))
        scene.at(100)
        await bar.show(progress(50))
        #expect(scene.written.isEmpty)
    }

    @Test("durations", arguments: [(0.4, "0:00"), (5, "0:05"), (750, "12:30"), (3723, "1:02:03")])
    func durations(seconds: Double, text: String) {
        #expect(ProgressLine.text(.seconds(seconds)) == text)
    }
}
