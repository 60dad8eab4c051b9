// What an output format is: something that makes text of objects, one after another.
import KubeKinds
import KubeObjects

/// Why objects can't be printed as asked, in kubectl's words.
public struct PrintError: Error, Equatable, Sendable {
  public var message: String
  /// Whether kubectl's log ends the program with it.
  public var isFatal: Bool

  public init(_ message: String, isFatal: Bool = false) {
    self.message = message
    self.isFatal = isFatal
  }
}

/// Prints objects in one format. A printer remembers what it has printed: documents of YAML are parted, headers come
/// once.
public protocol ObjectPrinter {
  /// Adds the text of an object, or of a list. What was written before a failure stays written.
  mutating func print(_ object: Value, to text: inout String) throws(PrintError)
}

/// What was asked for with `-o` and the flags around it.
public struct FormatRequest {
  /// As typed: `yaml`, `jsonpath={.items}`.
  public var output: String
  /// `--template`
  public var template = ""
  /// `--allow-missing-template-keys`
  public var allowsMissingKeys = true
  /// `--show-managed-fields`
  public var showsManagedFields = false
  /// `--no-headers`
  public var hidesHeaders = false
  /// For objects that kubectl decodes into its own types, as those it makes itself: JSON comes in the order of the
  /// types. What it only passes on is sorted.
  public var types: Types?
  /// Reads the file of a template, or says why it can't, as `open x: no such file or directory`.
  public var readFile: (String) -> Result<[UInt8], PrintError>

  /// Where the order of fields is to be found.
  public struct Types: Sendable {
    let schema: Schema
    let catalog: KindCatalog
    let type: String?

    /// - Parameter type: the type of what is printed, where its kind is none of the catalogue.
    public init(schema: Schema, catalog: KindCatalog, type: String? = nil) {
      self.schema = schema
      self.catalog = catalog
      self.type = type
    }

    /// What every cluster has.
    public static let kubernetes = Types(schema: .kubernetes, catalog: .kubernetes)

    /// The same for something of another type.
    public func typed(_ type: String?) -> Types { Types(schema: schema, catalog: catalog, type: type) }
  }

  /// Whether what is printed may depend on who owns which fields.
  public var mayShowManagedFields: Bool {
    let name = output.prefix { $0 != "=" }.lowercased()
    switch name {
    case "json", "yaml", "kyaml": return showsManagedFields
    case "name": return false
    case "custom-columns": return output.contains("managedFields")
    default: return true
    }
  }

  public init(output: String, readFile: @escaping (String) -> Result<[UInt8], PrintError>) {
    self.output = output
    self.readFile = readFile
  }
}

extension Value {
  /// Whether this is a list of objects.
  var isList: Bool { self[.items].array != nil && self[.kind].text.hasSuffix("List") }

  /// The objects of a list, or this object alone.
  var listedObjects: [Value] { isList ? self[.items].elements : [self] }
}
