import Foundation
import Testing

@testable import WinnowInterchange

@Suite("Inspect archives")
struct ArchiveTests {
    /// A log with three samples; the fixture has one stored, one deflated and one in two zstd frames.
    private static let fixture = fixturePath("log.eval")

    @Test("stored, deflated and zstd members are read, several frames included")
    func methods() async throws {
        let content = try await FileContent(Self.fixture)
        #expect(content.format == "inspect")
        #expect(content.candidates.map(\.completion) == ["stored ü", "deflated ü", "zstd ü"])
        #expect(content.candidates.map(\.model) == ["openai/tiny", "openai/tiny", "openai/tiny"])
        let file = try #require(FileHandle(forReadingAtPath: Self.fixture))
        #expect(Set(try ZipArchive(file, RecordLimits()).members.map(\.method)) == [0, 8, 93])
    }

    @Test("reading goes on behind the members that were read")
    func skipping() async throws {
        let file = try await RecordFile(path: Self.fixture, format: nil, fields: FieldMapping())
        var lines: [Int] = []
        try await file.read(records: 2) { record in
            lines.append(record.line)
            return true
        }
        #expect(lines == [3])
    }

    @Test("an archive that is damaged anywhere is refused or loses that member, and never ends the program")
    func damage() async throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: Self.fixture))
        try await withFolder { folder in
            let path = folder + "/x.eval"
            for place in stride(from: 0, to: whole.count, by: 7) {
                var bytes = whole
                bytes[place] ^= 0xFF
                try bytes.write(to: URL(fileURLWithPath: path))
                if let content = try? await FileContent(path) {
                    for candidate in content.candidates {
                        #expect(["stored ü", "deflated ü", "zstd ü"].contains(candidate.completion))
                    }
                }
            }
            for length in stride(from: 0, to: whole.count, by: 11) {
                try whole.prefix(length).write(to: URL(fileURLWithPath: path))
                #expect((try? await FileContent(path))?.candidates.isEmpty ?? true)
            }
        }
    }
}
