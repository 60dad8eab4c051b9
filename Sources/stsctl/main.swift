// The beginning and the end of the process. Nothing below target `stsctl` touches clock, terminal, environment or exit.
import Glibc

exit(Program(arguments: CommandLine.arguments, environment: ProcessEnvironment.variables()).run())
