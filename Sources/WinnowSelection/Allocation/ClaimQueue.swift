/// The queue is a binary heap of problems, the one with the largest claim first.
///
/// Equal claims go to the problem with fewer samples, then to the one that comes first.
struct ClaimQueue {
    struct Entry {
        var claim: Double
        var samples: Int
        var problem: Int

        func precedes(_ other: Entry) -> Bool {
            (other.claim, samples, problem) < (claim, other.samples, other.problem)
        }
    }

    private var heap: [Entry]

    init(_ entries: [Entry]) {
        heap = entries.sorted { $0.precedes($1) }
    }

    var first: Entry? { heap.first }

    /// Puts the first problem where its new claim belongs.
    ///
    /// - Complexity: O(log problems).
    mutating func replaceFirst(with entry: Entry) {
        heap[0] = entry
        sink()
    }

    mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        sink()
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].precedes(heap[least]) { least = child }
            }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
