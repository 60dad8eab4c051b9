// The flags that name files of objects.

public enum FileFlags {
  public static let filename = Flag(
    list: "filename", "f", help: "Files or directories of objects, or - for standard input."
  ).completing(.file)
  public static let kustomize = Flag(
    text: "kustomize", "k", help: "A directory with a kustomization; not together with -f or -R."
  ).completing(.directory)
  public static let recursive = Flag(
    bool: "recursive", "R", help: "Goes through the directories below those that -f names, too.")

  public static let all: [any AnyFlag] = [filename, kustomize, recursive]
}
