// Addresses, as validation reads them.
import KubeObjects
import Testing

@Suite struct IPAddressTests {
  @Test(arguments: [
    ("10.9.8.7", [10, 9, 8, 7]), ("255.255.255.255", [255, 255, 255, 255]), ("010.0.0.001", [10, 0, 0, 1]),
    ("::ffff:10.0.0.1", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 0, 0, 1]),
    ("2001:db8::1", [32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
  ] as [(String, [UInt8])])
  func addressesAreRead(text: String, bytes: [UInt8]) {
    #expect(IPAddress(text)?.bytes == bytes)
  }

  @Test(arguments: ["", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.0.0.1", "1.2.3.a", "-1.2.3.4", "::1::"])
  func othersAreRefused(text: String) {
    #expect(IPAddress(text) == nil)
  }
}
