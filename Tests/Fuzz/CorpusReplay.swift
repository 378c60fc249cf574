import Foundation

/// Gives every file of a corpus to the reader whose folder it is in.
///
/// The name of each file is printed before it is read: when the program ends in the middle, the last line says by what.
struct CorpusReplay {
    let corpus: URL

    /// A file that takes longer is a finding.
    static let longest = Duration.seconds(5)

    /// - Returns: whether there was a file for each reader and none took too long.
    func run(_ readers: [FuzzReader]) -> Bool {
        var isSound = true
        for reader in readers {
            let folder = corpus.appending(path: reader.rawValue)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            if names.isEmpty {
                print("\(reader.rawValue): no file in \(folder.path)")
                isSound = false
            }
            for name in names.sorted() {
                print("\(reader.rawValue)/\(name)")
                fflush(nil)
                guard let data = try? Data(contentsOf: folder.appending(path: name)) else {
                    print("  cannot be read")
                    isSound = false
                    continue
                }
                let time = ContinuousClock().measure { reader.read([UInt8](data)) }
                if time > Self.longest {
                    print("  took \(time)")
                    isSound = false
                }
            }
        }
        return isSound
    }
}
