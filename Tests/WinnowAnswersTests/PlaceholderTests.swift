import Testing

@testable import WinnowAnswers
