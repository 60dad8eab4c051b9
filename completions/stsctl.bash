# Completion of stsctl for bash. Printed by `make generate`. Do not edit.
# For kubectl as another name of stsctl: complete -o nosort -F _stsctl kubectl

_stsctl() {
  local line=${COMP_LINE:0:COMP_POINT} word rest candidate
  COMPREPLY=()
  # Readline replaces only what follows the last = or : of a word.
  word=${line##*[[:space:]]}
  rest=${word##*[=:]}
  while IFS=$'\t' read -r candidate _; do
    COMPREPLY+=("${candidate#"${word%"$rest"}"}")
  done < <("${COMP_WORDS[0]}" --complete "$line" 2>/dev/null)
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then compopt -o nospace; fi
}

complete -o nosort -F _stsctl stsctl
