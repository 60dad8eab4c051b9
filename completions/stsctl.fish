# Completion of stsctl for fish. Printed by `make generate`. Do not edit.
# For another name of the program, such as kubectl: stsctl completion fish --alias kubectl | source

complete -c stsctl -f -k -a '(stsctl --complete (commandline -cp) 2>/dev/null)'
