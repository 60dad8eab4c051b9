// stsctl-tutorial(7): the way from the first command to a rollout that is stuck and gets free.

enum TutorialManual {
  static var page: String {
    var page = ManualPage("stsctl-tutorial", section: 7, summary: "a first hour with stsctl")
    page.section("DESCRIPTION")
    page.paragraphs(introduction)
    for part in parts {
      page.section(part.title)
      page.paragraphs(part.text)
    }
    page.seeAlso([("stsctl", 1), ("stsctl-script", 5), ("stsctl-cluster", 5)])
    return page.text
  }

  private static let introduction = """
    This page makes you at home in stsctl. Type along: nothing that you do can break anything, and every command is \
    one that kubectl has, unless the text says otherwise. You need no cluster.
    """

  private static let parts: [(title: String, text: String)] = [
    ("A FIRST SET", firstSet), ("IDENTITY", identity), ("ROLLING OUT", rollingOut), ("WHEN IT IS STUCK", stuck),
    ("TIME", time), ("SCRIPTS AND TESTS", scripts), ("LESSONS", lessons),
  ]

  private static let firstSet = """
    Start the shell and look around. The prompt shows the cluster, the namespace and the cluster's time.

        $ stsctl
        fresh/default 10:00:00> get nodes

    Make a set. Any manifest does; one of the examples has a service and a set with three members.

        fresh/default 10:00:05> apply -f examples/nginx.yaml
        fresh/default 10:00:06> get pods -w

    Members come one after the other, because a set waits for each to be ready before it makes the next. Ctrl-C ends \
    the watch. The star before the > of the prompt says that something is not at rest yet; it goes away when all \
    members are there.
    """

  private static let identity = """
    A member that is deleted comes back under its name, with its claim.

        fresh/default 10:01:00> delete pod web-1
        fresh/default 10:01:03> get pods,pvc

    The names of the rows printed last are $1, $2 and so on, and the Tab key knows all names.

        fresh/default 10:01:10> describe pod $2
    """

  private static let rollingOut = """
    A new image goes out from the last member to the first. On a terminal rollout status also shows how far it is.

        fresh/default 10:02:00> set image sts/web nginx=nginx:1.28
        fresh/default 10:02:01> rollout status sts/web

    With a partition only the members from that ordinal on are updated: a canary.

        fresh/default 10:03:00> patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":2}}}}'
    """

  private static let stuck = """
    Images whose tag is missing can't be pulled in this cluster. Let the rollout get stuck, and ask why.

        fresh/default 10:04:00> set image sts/web nginx=nginx:missing
        fresh/default 10:04:01> advance 1m
        fresh/default 10:05:01> why sts/web

    why is not a word of kubectl's. It says which rule waits for what, and which command helps. Here going back is \
    not enough; the pod that never got ready has to be deleted too.

        fresh/default 10:05:30> rollout undo sts/web
        fresh/default 10:05:40> delete pod web-2
    """

  private static let time = """
    In the shell the cluster follows the clock on the wall. advance moves it ahead at once, also to the moment when \
    something is ready; speed makes it faster, pause stops it.

        fresh/default 10:06:00> advance until sts/web ready
        fresh/default 10:06:12> speed 10
    """

  private static let scripts = """
    Put commands into a file, and assertions between them, and you have a test of a manifest or a runbook. In scripts \
    time costs nothing.

        kubectl apply -f web.yaml
        kubectl rollout status sts/web --timeout=2m
        expect 'READY 3/3' get sts web

    stsctl -f FILE runs it. stsctl test FILE.md runs the commands in a Markdown document and compares what they print \
    with what the document shows.
    """

  private static let lessons = """
    stsctl learn has lessons about all of this and more: each has a goal, commands to try, and checks that look at the \
    cluster and not at what you typed. stsctl learn --list names them.
    """
}
