import Foundation
import TestGuards
import Testing
import WinnowBounds

@Suite("The page on what is bounded")
struct BoundsPageTests {
    @Test("the documentation has the limits that hold; `RECORD_SNAPSHOTS=1 swift test` writes it anew")
    func page() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "Sources/winnow/Winnow.docc/Bounds.md")
        if try isRecording("RECORD_SNAPSHOTS") {
            try Data(Bounds.page.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == Bounds.page)
    }
}
