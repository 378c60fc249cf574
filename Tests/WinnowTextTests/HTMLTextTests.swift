import Testing
import WinnowText

@Suite("Text in HTML")
struct HTMLTextTests {
    @Test(
        "nothing of a text is markup",
        arguments: [
            ("plain", "plain"), ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
            ("</script><img src=x onerror=alert(1)>", "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"),
            ("\" onclick='f()'", "&quot; onclick=&#39;f()&#39;"), ("&amp;", "&amp;amp;"),
            ("right\u{202E}tfel", #"right\u202etfel"#), ("\u{1B}[31m\u{0}", #"\u001b[31m\u0000"#),
            ("two\nlines", "two lines"),
        ])
    func escapes(text: String, expected: String) {
        #expect(HTMLText.escaped(text) == expected)
    }

    @Test("a block of data cannot be ended from inside, and stays the same JSON")
    func data() {
        let json = #"{"a":"</script><!-- <script> & "# + "\u{2028}\"}"
        let expected =
            #"{"a":"\u003c/script\u003e\u003c!-- \u003cscript\u003e \u0026 "# + #"\u2028"}"#
        #expect(HTMLText.data(json) == expected)
        #expect(HTMLText.data("[1,2]") == "[1,2]")
    }
}
