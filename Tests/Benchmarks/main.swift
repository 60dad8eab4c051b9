// The numbers that stsctl promises, measured and printed as a table. `make bench` runs this; nothing fails by time.
import Glibc

let binary = CommandLine.arguments.dropFirst().first
Report.print(Measurements.all(binary: binary))
