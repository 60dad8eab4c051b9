// stsctl-script(5): what a script may hold.

enum ScriptManual {
  static var page: String {
    var page = ManualPage("stsctl-script", section: 5, summary: "scripts of commands for stsctl")
    page.section("DESCRIPTION")
    page.paragraphs(description)
    page.section("LANGUAGE")
    page.paragraphs(language)
    page.section("TIME")
    page.paragraphs(time)
    page.section("WORDS")
    page.paragraphs("Beside kubectl's commands a script may use these words.")
    for word in ShellWordCatalog.words {
      page.entry(word.synopsis.isEmpty ? word.name : "\(word.name) \(word.synopsis)", word.details)
    }
    page.section("TRANSCRIPT")
    page.paragraphs(transcript)
    page.section("EXAMPLES")
    page.example("A test of a manifest", example)
    page.seeAlso([("stsctl", 1), ("stsctl-cluster", 5)])
    return page.text
  }

  private static let description = """
    A script is a text of steps, as a rule one a line. Each is a command of kubectl's, with or without the word \
    kubectl before it; a prompt that was copied with the command ($ kubectl get pods) does no harm. The script \
    stops at the first step that fails, with that step's exit status and a line on standard error that names file \
    and line. With --keep-going it goes on.

    A script whose text is wrong somewhere is not begun. One that comes through the standard input is run step by \
    step as it comes.
    """

  private static let language = """
    Steps are lines of a POSIX shell: words with '...', "..." and \\, comments from # on, lines that go on after \\, \
    here-documents (<<EOF, <<-EOF, <<'EOF'), redirections (<, >, >>, 2>, 2>&1), lists with ;, && and ||, pipelines, \
    variables ($NAME, ${NAME:-WORD}), $(...), $((...)), file name patterns, for, while, until, if, { } and ( ).

    A line that also needs other programs (get pods | grep web | wc -l) is run by /bin/sh as a whole, with kubectl \
    and stsctl on its path that talk to this very cluster; variables that it sets stay set. A line that begins with ! \
    and a word is always run so. With --restricted such lines are refused, and files outside of the script's folder \
    are out of reach. case, functions and & are not understood.

    A step that begins with @nosettle is left out of --settle.
    """

  private static let time = """
    A script begins at a fixed time, or at the one that --start names, so that the same script prints the same bytes. \
    Every command takes 100 ms of cluster time before it acts (--pace). Commands that wait, such as rollout status, \
    wait and sleep, let as much cluster time pass as they need, and no real time.

    With --settle the cluster comes to rest after each command that changed it or waited: until no pod and no claim \
    has changed for a while.
    """

  private static let transcript = """
    --transcript FILE writes one JSON object a step, one a line, with the fields command, stdout, stderr and exitCode; \
    timeline, a list of what happened to pods (created, ready, unready, terminating, deleted, succeeded or failed, and \
    the pod's name); and claims, the same for claims. What happens during a sleep, or after a step that does not \
    settle, is told with the next step.
    """

  private static let example = """
    kubectl apply -f web.yaml
    kubectl rollout status sts/web --timeout=2m
    expect 'READY 3/3' get sts web
    kubectl delete pod web-1 --wait=false
    expect --within 1m 'STATUS Running' get pods
    """
}
