# Completion of stsctl for fish. Printed by `make generate`. Do not edit.
# For kubectl as another name of stsctl: complete -c kubectl -w stsctl

complete -c stsctl -f -k -a '(stsctl --complete (commandline -cp) 2>/dev/null)'
