// The completion scripts as `kubectl completion` prints them, and the one of a shell that has no generated file.

extension CompletionScripts {
  /// A script for each shell that `completion` knows.
  static var byShell: [String: String] {
    Dictionary(uniqueKeysWithValues: shells.map { ($0, script($0, alias: "kubectl")) })
  }

  static let powershell = """
    # Completion of stsctl for PowerShell.
    Register-ArgumentCompleter -Native -CommandName stsctl, kubectl -ScriptBlock {
      param($word, $line, $position)
      $typed = $line.ToString().PadRight($position).Substring(0, $position)
      & $line.CommandElements[0].Value --complete $typed 2>$null | ForEach-Object {
        $name, $summary = $_ -split "`t", 2
        if (-not $summary) { $summary = $name }
        [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $summary)
      }
    }

    """
}
