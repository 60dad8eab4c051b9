// The layout of Go's tabwriter: blocks of consecutive lines, trailing cells, remembered widths.
import KubePrinters
import Testing

@Suite struct TabWriterTests {
  private static let tables: [(String, String)] = [
    ("A\tB\nlonger\tx\n", "A        B\nlonger   x\n"),
    ("A\tB\tC\n1\t\t\n", "A     B     C\n1           \n"),
    ("é\tB\n日本語文字\tx\n", "é       B\n日本語文字   x\n"),
    ("one\n", "one\n"),
    ("no end", "no end"),
    ("a\tb", "a     b"),
    ("", ""),
  ]

  @Test(arguments: tables)
  func tablesPadByThree(input: String, output: String) {
    var writer = TabWriter(.table)
    writer.write(input)
    #expect(writer.take() == output)
  }

  private static let descriptions: [(String, String)] = [
    ("Name:\tx\nNamespace:\ty\n", "Name:       x\nNamespace:  y\n"),
    // A line without the column ends the block.
    ("Name:\tx\nBreak\nNamespace:\ty\n", "Name:  x\nBreak\nNamespace:  y\n"),
    // An empty cell keeps its place.
    ("Labels:\ta=1\n\tb=2\n", "Labels:  a=1\n         b=2\n"),
    // The second column is a block of its own within the lines that have it.
    ("a:\t1\tx\nbbb:\t22\ty\nc:\tz\n", "a:    1   x\nbbb:  22  y\nc:    z\n"),
    // A form feed ends a line, a vertical tab a cell.
    ("a\u{0B}b\u{0C}ccc\td\n", "a    b\nccc  d\n"),
    ("Status:\t\nIP:\t1\n", "Status:  \nIP:      1\n"),
  ]

  @Test(arguments: descriptions)
  func descriptionsPadByTwo(input: String, output: String) {
    var writer = TabWriter(.description)
    writer.write(input)
    #expect(writer.take() == output)
  }

  @Test func flushingEndsBlocks() {
    var writer = TabWriter(.description)
    writer.write("a:\t1\n")
    writer.flush()
    writer.write("long name:\t2\n")
    #expect(writer.take() == "a:  1\nlong name:  2\n")
  }

  @Test func watchedTablesNeverGetNarrower() {
    var writer = TabWriter(.table)
    writer.write("NAME\tSTATUS\nweb-10\tRunning\n")
    #expect(writer.take() == "NAME     STATUS\nweb-10   Running\n")
    writer.write("web-1\tPending\n")
    #expect(writer.take() == "web-1    Pending\n")
    writer.write("web-10000\tPending\n")
    #expect(writer.take() == "web-10000   Pending\n")
    writer.write("web-1\tPending\n")
    #expect(writer.take() == "web-1       Pending\n")
    writer.forgetWidths()
    writer.write("web-1\tPending\n")
    #expect(writer.take() == "web-1   Pending\n")
  }
}
