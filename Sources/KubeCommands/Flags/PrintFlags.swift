// The flags that say how objects are printed.

public enum PrintFlags {
  /// The formats that every command which prints objects knows, sorted.
  public static let objectFormats = [
    "go-template", "go-template-file", "json", "jsonpath", "jsonpath-as-json", "jsonpath-file", "kyaml", "name",
    "template", "templatefile", "yaml",
  ]

  public static let output = Flag(
    text: "output", "o",
    help: "Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, "
      + "jsonpath, jsonpath-as-json, jsonpath-file)."
  ).completing(.outputFormat)
  public static let template = Flag(
    text: "template", help: "The Go template, or the path of its file, for -o go-template and -o go-template-file."
  ).completing(.file)
  public static let allowMissingKeys = Flag(
    bool: "allow-missing-template-keys", default: true,
    help: "A template or path may name a field that is not there. Only for Go templates and jsonpath.")
  public static let showManagedFields = Flag(
    bool: "show-managed-fields", help: "Prints managedFields too, in JSON and YAML.")

  public static let all: [any AnyFlag] = [output, template, allowMissingKeys, showManagedFields]
}
