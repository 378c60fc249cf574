import ArgumentParser
import Foundation

/// A list written as one argument, with commas between its elements.
struct CommaList<Element: ExpressibleByArgument & Sendable>: ExpressibleByArgument, ExpressibleByArrayLiteral, Sendable
{
    var elements: [Element]

    init?(argument: String) {
        var elements: [Element] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let element = Element(argument: part.trimmingCharacters(in: .whitespaces)) else { return nil }
            elements.append(element)
        }
        self.elements = elements
    }

    init(_ elements: [Element]) {
        self.elements = elements
    }

    init(arrayLiteral elements: Element...) {
        self.elements = elements
    }

    var defaultValueDescription: String {
        elements.map(\.defaultValueDescription).joined(separator: ",")
    }
}
