# Completion of stsctl for bash. Printed by `make generate`. Do not edit.
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
  while IFS=$'\t' read -r candidate _; do
    COMPREPLY+=("${candidate#"${word%"$rest"}"}")
  done < <("$program" --complete "$line" 2>/dev/null)
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/.] ]]; then compopt -o nospace; fi
}

complete -o nosort -F _stsctl stsctl
