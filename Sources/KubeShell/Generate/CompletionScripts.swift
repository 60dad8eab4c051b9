// Completion for bash, zsh and fish. The scripts know nothing of commands: they ask stsctl, which answers from the same
// rows as its own Tab key, so that they can't be out of date.

enum CompletionScripts {
  static let all = [
    GeneratedFile(path: "completions/stsctl.bash", text: bash),
    GeneratedFile(path: "completions/_stsctl", text: zsh),
    GeneratedFile(path: "completions/stsctl.fish", text: fish),
  ]

  private static let head = "Printed by `make generate`. Do not edit."

  private static let bash = """
    # Completion of stsctl for bash. \(head)
    # For kubectl as another name of stsctl: complete -o nosort -F _stsctl kubectl

    _stsctl() {
      local line=${COMP_LINE:0:COMP_POINT} word rest candidate
      COMPREPLY=()
      # Readline replaces only what follows the last = or : of a word.
      word=${line##*[[:space:]]}
      rest=${word##*[=:]}
      while IFS=$'\\t' read -r candidate _; do
        COMPREPLY+=("${candidate#"${word%"$rest"}"}")
      done < <("${COMP_WORDS[0]}" --complete "$line" 2>/dev/null)
      if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then compopt -o nospace; fi
    }

    complete -o nosort -F _stsctl stsctl

    """

  private static let zsh = """
    #compdef stsctl
    # Completion of stsctl for zsh. \(head)
    # For kubectl as another name of stsctl: compdef _stsctl kubectl

    _stsctl() {
      local -a described open
      local line candidate summary
      for line in "${(@f)$("${words[1]}" --complete "${words[1,CURRENT-1]} $PREFIX" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        candidate=${line%%$'\\t'*}
        summary=${line#*$'\\t'}
        candidate=${candidate//:/\\\\:}
        [[ -n $summary ]] && candidate+=:$summary
        if [[ ${line%%$'\\t'*} == *[=/] ]]; then open+=($candidate); else described+=($candidate); fi
      done
      _describe -t stsctl stsctl described -- open -S ''
    }

    if [[ $funcstack[1] == _stsctl ]]; then _stsctl "$@"; else compdef _stsctl stsctl; fi

    """

  private static let fish = """
    # Completion of stsctl for fish. \(head)
    # For kubectl as another name of stsctl: complete -c kubectl -w stsctl

    complete -c stsctl -f -k -a '(stsctl --complete (commandline -cp) 2>/dev/null)'

    """
}
