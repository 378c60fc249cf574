import TestGuards
import Testing

@Suite("What keeps tests from passing without looking")
struct GuardTests {
    @Test("pairs of unequal lengths, and none at all, are refused")
    func unequal() throws {
        #expect(throws: UnequalPair.self) { try pairs([1, 2], [1]) }
        #expect(throws: UnequalPair.self) { try pairs([1], [1, 2]) }
        #expect(throws: UnequalPair.self) { try pairs([Int](), [Int]()) }
        #expect(throws: UnequalPair.self) { try nonEmpty([Int]()) }
        #expect(try pairs([1, 2], ["a", "b"]).map { "\($0)\($1)" } == ["1a", "2b"])
        #expect(try pairs([Int](), [Int](), mayBeEmpty: true).map { $0 + $1 } == [])
        #expect(try nonEmpty([1]) == [1])
    }

    @Test("where a change is checked, no snapshot is written anew")
    func recording() throws {
        #expect(try !isRecording("RECORD", environment: [:]))
        #expect(try !isRecording("RECORD", environment: ["CI": "true"]))
        #expect(try isRecording("RECORD", environment: ["RECORD": "1"]))
        #expect(throws: RecordingRefused.self) {
            try isRecording("RECORD", environment: ["RECORD": "1", "CI": "true"])
        }
    }
}
