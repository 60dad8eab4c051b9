// Completion for bash, zsh and fish. The scripts know nothing of commands: they ask stsctl, which answers from the same
// rows as its own Tab key, so that they can't be out of date.

public enum CompletionScripts {
  public static let shells = ["bash", "zsh", "fish", "powershell"]

  static let all = [
    GeneratedFile(path: "completions/stsctl.bash", text: script("bash")),
    GeneratedFile(path: "completions/_stsctl", text: script("zsh")),
    GeneratedFile(path: "completions/stsctl.fish", text: script("fish")),
  ]

  /// What a shell reads to complete stsctl.
  /// - Parameter alias: another name of the program that is completed as kubectl is.
  public static func script(_ shell: String, alias: String? = nil) -> String {
    switch shell {
    case "bash": bash + (alias.map { "complete -o nosort -F _stsctl \($0)\n" } ?? "")
    case "zsh": zsh + (alias.map { "compdef _stsctl \($0)\n" } ?? "")
    case "fish": fish + (alias.map(fishAlias) ?? "")
    default: powershell
    }
  }

  private static let head = "Printed by `make generate`. Do not edit."

  private static let bash = """
    # Completion of stsctl for bash. \(head)
    # For another name of the program, such as kubectl: source <(stsctl completion bash --alias kubectl)

    _stsctl() {
      local program=stsctl name=kubectl line=${COMP_LINE:0:COMP_POINT} word rest candidate
      case ${COMP_WORDS[0]} in
        */*) program=${COMP_WORDS[0]} name=${program##*/} ;;
        stsctl) name=stsctl ;;
      esac
      line=$name${line#"${COMP_WORDS[0]}"}
      COMPREPLY=()
      # Readline replaces only what follows the last = or : of a word.
      word=${line##*[[:space:]]}
      rest=${word##*[=:]}
      while IFS=$'\\t' read -r candidate _; do
        COMPREPLY+=("${candidate#"${word%"$rest"}"}")
      done < <("$program" --complete "$line" 2>/dev/null)
      if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/.] ]]; then compopt -o nospace; fi
    }

    complete -o nosort -F _stsctl stsctl

    """

  private static let zsh = """
    #compdef stsctl
    # Completion of stsctl for zsh. \(head)
    # For another name of the program, such as kubectl: source <(stsctl completion zsh --alias kubectl)

    _stsctl() {
      local -a described open
      local program=stsctl name=kubectl line candidate summary
      case ${words[1]} in
        */*) program=${words[1]} name=${words[1]:t} ;;
        stsctl) name=stsctl ;;
      esac
      for line in "${(@f)$("$program" --complete "$name ${words[2,CURRENT-1]} $PREFIX" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        candidate=${line%%$'\\t'*}
        summary=${line#*$'\\t'}
        candidate=${candidate//:/\\\\:}
        [[ -n $summary ]] && candidate+=:$summary
        if [[ ${line%%$'\\t'*} == *[=/.] ]]; then open+=($candidate); else described+=($candidate); fi
      done
      _describe -V -t stsctl stsctl described -- open -S ''
    }

    if [[ $funcstack[1] == _stsctl ]]; then _stsctl "$@"; else compdef _stsctl stsctl; fi

    """

  private static let fish = """
    # Completion of stsctl for fish. \(head)
    # For another name of the program, such as kubectl: stsctl completion fish --alias kubectl | source

    complete -c stsctl -f -k -a '(stsctl --complete (commandline -cp) 2>/dev/null)'

    """

  private static func fishAlias(_ name: String) -> String {
    "complete -c \(name) -f -k -a '(stsctl --complete "
      + "(string replace -r \"^\\s*\\S+\" kubectl -- (commandline -cp)) 2>/dev/null)'\n"
  }
}
