// The program at a real terminal: keys, colours, jobs, pastes, as a person sees them on the screen.
import Foundation
import StsctlTesting
import Testing

@Suite(.serialized, .enabled(if: Tmux.isThere, "tmux is not installed: the terminal is not tested"))
struct TerminalTests {
  private static let apply = "apply -f examples/nginx.yaml"

  @Test func aFirstSession() throws {
    let screen = try Tmux()
    try screen.wait(for: "default/default")
    try screen.type(Self.apply, until: "statefulset.apps/web created")
    try screen.type("advance until sts/web ready", until: "> $")
    try screen.type("get pods", until: "web-2   1/1     Running")
    try screen.type("echo $2", until: "^web-1$")
    screen.keys("C-d")
    try screen.wait(for: "^EXIT 0$")
  }

  @Test func keysEditTheLine() throws {
    let screen = try Tmux()
    screen.send("echo one twoo")
    screen.keys("BSpace", "C-a", "M-f", "C-k")
    screen.send(" three")
    try screen.wait(for: "> echo three$")
    screen.keys("C-_")
    try screen.wait(for: "> echo$")
    screen.keys("C-_")
    try screen.wait(for: "> echo one two$")
    screen.keys("C-e", "Enter")
    try screen.wait(for: "^one two$")
    try screen.wait(for: "> $")
    screen.keys("C-r")
    screen.send("one")
    screen.keys("Enter")
    try screen.wait(for: "^one two$", count: 2)
    try screen.type("echo 名字", until: "^名字$")
  }

  @Test func tabCompletes() throws {
    let screen = try Tmux()
    try screen.type(Self.apply, until: "web created")
    screen.send("desc")
    screen.keys("Tab")
    screen.send("sts w")
    screen.keys("Tab")
    try screen.wait(for: "> describe sts web$")
    screen.keys("C-u")
    screen.send("explain sts.spec.updateStrategy.rollingUpdate.")
    screen.keys("Tab")
    try screen.wait(for: "^maxUnavailable +integer or string$")
    try screen.wait(for: "^partition +integer$")
  }

  @Test func interruptsEndWhatRuns() throws {
    let screen = try Tmux()
    try screen.type(Self.apply, until: "web created")
    screen.send("half a line")
    try screen.wait(for: "> half a line$")
    screen.keys("C-c")
    try screen.wait(for: "half a line\\^C$")
    for command in ["get pods -w", "sleep 1h", "while true; do true; done", "watch get pods"] {
      screen.send(command + "\n")
      usleep(400_000)
      screen.keys("C-c")
      try screen.type("echo status $?", until: "^status 130$", count: 1)
      screen.keys("C-l")
      try screen.wait(until: { !$0.contains("status 130") })
    }
  }

  @Test func jobsPrintAboveTheLine() throws {
    let screen = try Tmux()
    try screen.type("get pods -w &", until: "^\\[1\\]$")
    try screen.type(Self.apply, until: "web created")
    screen.send("half a lin")
    try screen.wait(for: "^web-0 +1/1 +Running", seconds: 30)
    screen.send("e")
    try screen.wait(for: "> half a line$")
    screen.keys("C-u")
    try screen.type("kill %1", until: "^\\[1\\]  killed  get pods -w$")
    try screen.type("jobs; echo none", until: "^none$")
  }

  @Test func pastedBlocksRunLineByLine() throws {
    let screen = try Tmux()
    screen.paste("$ kubectl apply -f - <<EOF\n> apiVersion: v1\n> kind: ConfigMap\n> metadata:\n>   name: a\n> EOF\nconfigmap/a created\n$ kubectl get cm a -o name\n")
    try screen.wait(for: "^configmap/a created$")
    try screen.wait(for: "^configmap/a$")
    try screen.wait(for: "1 line of what was pasted passed over")
    screen.paste("echo typed")
    try screen.wait(for: "> echo typed$")
  }

  @Test func theWindowMayChange() throws {
    let screen = try Tmux(columns: 60)
    screen.send("echo aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd")
    screen.resize(columns: 100)
    try screen.wait(for: "> echo aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd$")
    screen.resize(columns: 50)
    usleep(300_000)
    screen.keys("Enter")
    try screen.wait(for: "^aaaaaaaaaa bbbbbbbbbb cccccccccc dddddddddd$")
  }

  @Test func explanationsFitTheWindow() throws {
    let first = try Tmux(columns: 60)
    try first.type("pause; " + Self.apply, until: "web created")
    let second = try Tmux(columns: 60, home: first.home)
    let third = try Tmux(columns: 60, home: first.home, command: "% why sts/web")
    first.send("why sts/web\n")
    second.send("why sts/web\n")
    for screen in [first, second, third] {
      try screen.wait(for: "^│  OrderedReady: Pod web-0 is not ready, and an OrderedReady$")
      try screen.wait(for: "^   │  VolumeBinding: .* pod has$")
    }
  }

  @Test func coloursCarryMeaning() throws {
    let screen = try Tmux(options: "--color always")
    try screen.type(Self.apply, until: "web created")
    #expect(screen.contents(withColours: true).contains("\u{1b}[32mcreated"))
    let plain = try Tmux(options: "--color never")
    try plain.type(Self.apply, until: "web created")
    #expect(!plain.contents(withColours: true).contains("\u{1b}[3"))
  }

  @Test func rolloutsShowHowFarTheyAre() throws {
    let screen = try Tmux()
    try screen.type(Self.apply, until: "web created")
    try screen.type("rollout status sts/web", until: "░  \\d of 3 updated, \\d ready", seconds: 20)
    screen.keys("C-c")
    try screen.type("speed 20; rollout status sts/web", until: "statefulset rolling update complete|partitioned roll out complete|complete 3 pods", seconds: 30)
    try screen.wait(until: { !$0.contains("░") })
  }

  @Test func theHistoryIsSharedAndKeepsNoSecrets() throws {
    let home = Tmux.folder()
    let first = try Tmux(home: home)
    let second = try Tmux(home: home)
    try first.type("echo from-first", until: "^from-first$")
    try first.type("create secret generic s --from-literal=k=hunter2", until: "not kept in the history file")
    try second.type("echo from-second", until: "^from-second$")
    try first.type("", until: "> $")
    try first.type("history", until: "echo from-second")
    let kept = try String(contentsOfFile: home + "/.local/state/stsctl/clusters/default/history", encoding: .utf8)
    #expect(kept == "echo from-first\necho from-second\nhistory\n")
    try first.type("!!", until: "  echo from-second", count: 2)
  }

  @Test func aSecondTerminalHasTheSameCluster() throws {
    let first = try Tmux()
    let second = try Tmux(home: first.home)
    try second.type(Self.apply, until: "web created")
    second.send("get pods -w\n")
    try first.type("get sts", until: "^web +\\d/3")
    try first.type("advance until sts/web ready", until: "> $")
    try second.wait(for: "^web-2 +1/1 +Running")
    second.keys("C-c")
    try second.type("echo status $?", until: "^status 130$")
    second.send("describe sts w")
    second.keys("Tab")
    try second.wait(for: "> describe sts web$")
    second.keys("C-u")
    try second.type("n=$(get pods -o name | wc -l); echo pods $n", until: "^pods 3$")
    try second.type("reset", until: "Everything in it will be lost. \\[y/N\\]")
    try second.type("n", until: "nothing was changed")
    try second.type("cluster switch other", until: "there is no cluster `other`")
    second.send("echo half ty")
    try second.wait(for: "> echo half ty$")
    first.keys("C-d")
    try first.wait(for: "^EXIT 0$")
    try second.wait(for: "has ended; this one goes on")
    try second.wait(for: "> echo half ty$")
    try second.type("ped", until: "^half typed$")
    try second.type("get pods web-0 -o name", until: "^pod/web-0$")
  }

  @Test func aSecondTerminalTurnsToAnotherCluster() throws {
    let first = try Tmux()
    let second = try Tmux(home: first.home)
    try second.type("create ns here", until: "namespace/here created")
    try second.type("cd examples; cluster new other", until: "cluster other created")
    try second.type("cluster switch other && delete ns here", until: "^other/default")
    try second.type("get ns here", until: "namespaces \"here\" not found")
    try second.type("apply -f nginx.yaml", until: "web created")
    try first.type("get ns here -o name", until: "^namespace/here$")
    try first.type("cluster list", until: "^ +other +process \\d+$")
    try first.type("!stsctl cluster switch other", until: "keeps its cluster: type cluster switch other")
  }

  @Test func foldersLast() throws {
    let first = try Tmux()
    for screen in [first, try Tmux(home: first.home)] {
      try screen.type("cd examples/less", until: "no such file or directory")
      screen.send("cd examples/les")
      screen.keys("Tab", "Enter")
      try screen.type("!basename $PWD", until: "^lessons$")
      try screen.type("cd .. && ls | grep less", until: "^lessons$", count: 2)
      screen.send("apply --dry-run=client -f nginx.y")
      screen.keys("Tab", "Enter")
      try screen.wait(for: "web created \\(dry run\\)")
      try screen.type("cd -", until: "/examples/lessons$")
    }
  }

  @Test func otherProgramsRunBesideOurs() throws {
    let screen = try Tmux()
    try screen.type(Self.apply, until: "web created")
    try screen.type("advance until sts/web ready", until: "> $")
    try screen.type("get pods | grep web- | awk '{print $1}' | tr '\\n' ' '; echo", until: "^web-0 web-1 web-2 ?$")
    try screen.type("for i in 0 1 2; do kubectl get pod web-$i -o name | tr a-z A-Z; done", until: "^POD/WEB-2$")
    try screen.type("get pods -o name | tail -1 | xargs kubectl delete", until: "pod \"web-2\" deleted")
    try screen.type("ls examples", until: "hint: get pods lists pods.*; !ls runs this machine's ls$")
    try screen.type("!ls examples", until: "nginx.yaml")
    screen.send("!sleep 100\n")
    usleep(400_000)
    screen.keys("C-c")
    try screen.type("echo status $?", until: "^status 130$")
  }

  @Test func interruptsInASecondTerminalEndWhatRunsThere() throws {
    let first = try Tmux()
    let second = try Tmux(home: first.home)
    try second.type("get nodes -w &", until: "^\\[1\\]$")
    for command in ["sleep 1h", "while true; do true; done"] {
      second.send(command + "\n")
      usleep(400_000)
      second.keys("C-c")
      try second.type("echo status $?", until: "^status 130$")
      second.keys("C-l")
      try second.wait(until: { !$0.contains("status 130") })
    }
    try second.type("jobs", until: "running  get nodes -w")
    try first.type("echo here", until: "^here$")
  }

  @Test func viKeysWork() throws {
    let home = Tmux.folder()
    try "bind -v\n".write(toFile: home + "/.editrc", atomically: true, encoding: .utf8)
    let screen = try Tmux(home: home)
    screen.send("echo one two")
    screen.keys("Escape")
    usleep(700_000)
    screen.send("bcwthree")
    screen.keys("Enter")
    try screen.wait(for: "^one three$")
    screen.send("desc")
    screen.keys("Tab")
    try screen.wait(for: "> describe$")
  }

  @Test func dumbTerminalsAndPipesWork() throws {
    let screen = try Tmux(environment: "TERM=dumb")
    try screen.type("echo plain", until: "^plain$")
    #expect(!screen.contents(withColours: true).contains("2004"))
    let piped = try Tmux(command: "printf 'get nosuch\\n' | %; echo STATUS $?")
    try piped.wait(for: "^STATUS 1$")
    try piped.wait(for: "standard input:1: exit status 1: get nosuch")
  }

  @Test func lessonsNoticeWhatIsDone() throws {
    let screen = try Tmux(options: "learn scaling", environment: "LANG=zh_CN.UTF-8")
    try screen.wait(for: "第 1 步（共 3 步）：扩容", seconds: 8)
    try screen.type("scale sts web --replicas=5", until: "scaled")
    try screen.type("advance until sts/web ready", until: "✓ 完成。")
    try screen.wait(for: "第 2 步（共 3 步）：缩容")
    try screen.type("skip", until: "第 3 步")
    try screen.type("skip", until: "本课完成")
    try screen.type("quit", until: "^EXIT 0$")
    let list = try Tmux(home: screen.home, command: "% learn --list")
    try list.wait(for: "✓  4 scaling +Scaling")
    try list.wait(for: "^   6 canary ")
  }

  @Test func aLessonToItsEnd() throws {
    let screen = try Tmux(options: "learn first-set", environment: "LANG=en_US.UTF-8 COLUMNS=100", prompt: nil)
    try screen.wait(for: "↑ Step 1 of 3: Make the set")
    try screen.type("hint", until: "reads a file; `-f -` reads what follows")
    try screen.type(Self.apply, until: "Step 2 of 3: Wait until it is ready")
    screen.send("get pods -w\n")
    try screen.wait(for: "^web-0 +1/1 +Running", seconds: 30)
    screen.keys("C-c")
    try screen.type("advance until sts/web ready", until: "Step 3 of 3: Look at what there is")
    try screen.type("describe $1 | tail -1; kubectl label sts web looked=checked", until: "That was the lesson. `next` opens")
    try screen.type("next", until: "^Identity and DNS names")
    try screen.type("quit", until: "^EXIT 0$")
    let list = try Tmux(home: screen.home, command: "% learn --list; % learn --reset; % learn --list")
    try list.wait(for: "✓  1 first-set +A first set")
    try list.wait(for: "^   1 first-set +A first set")
  }

  @Test func aTutorialOfOnesOwn() throws {
    let home = Tmux.folder()
    let text = "# Mine\n\n> A goal.\n\n## Do it\n\nMake ns.\n\n```check\nget ns mine\n```\n\n```answer\ncreate ns mine\n```\n"
    try text.write(toFile: home + "/mine.md", atomically: true, encoding: .utf8)
    let screen = try Tmux(options: "learn \(home)/mine.md", home: home)
    try screen.wait(for: "Step 1 of 1: Do it")
    try screen.type("answer", until: "^    create ns mine$")
    try screen.type("create ns mine", until: "That was the lesson")
    let test = try Tmux(home: home, command: "% test \(home)/mine.md")
    try test.wait(for: "mine.md: \\d steps?, all as shown")
  }

  @Test func longTextsAreTyped() throws {
    let screen = try Tmux()
    try screen.type("create -f - <<EOF", until: "^>$|^> $")
    try screen.type("{apiVersion: v1, kind: ConfigMap,", until: "^> \\{apiVersion")
    try screen.type("metadata: {name: 名字}}", until: "^> metadata")
    try screen.type("EOF", until: "The ConfigMap \"名字\" is invalid")
    try screen.type("get ns \\\n  -o name", until: "^namespace/default$")
    screen.send("echo 名字x")
    screen.keys("BSpace", "BSpace")
    screen.send("称\n")
    try screen.wait(for: "^名称$")
    screen.paste("    $ cat <<EOF\n    one\n      two\n    EOF\n    $ echo three\n")
    try screen.wait(for: "^  two$")
    try screen.wait(for: "^three$")
  }

  @Test func interruptsEndADrain() throws {
    let screen = try Tmux()
    try screen.type(Self.apply, until: "web created")
    try screen.type("advance until sts/web ready; create pdb all --selector=app=nginx --min-available=3", until: "all created")
    screen.send("drain worker-1 worker-2 worker-3 worker-4 --ignore-daemonsets --delete-emptydir-data\n")
    try screen.wait(for: "error when evicting pods/\"web-0\"", seconds: 30)
    screen.keys("C-c")
    try screen.type("echo status $?", until: "^status 130$")
    try screen.type("wathc get pods", until: "hint: did you mean: watch get pods")
    screen.send("watch get pods\n")
    try screen.wait(for: "Every|web-0 +1/1")
    screen.keys("C-c")
    try screen.type("echo status $?", until: "^status 130$")
  }

  @Test func suspendingAndResuming() throws {
    let screen = try Tmux(command: "bash --norc --noprofile -i", prompt: nil)
    screen.send("PS1='SH> '; HOME=\(screen.home) \(Tmux.program)\n")
    try screen.wait(for: "default/default")
    screen.send("sleep 1h\n")
    usleep(500_000)
    screen.keys("C-z")
    try screen.wait(for: "Stopped")
    let other = try Tmux(home: screen.home, command: "% get ns -o name")
    try other.wait(for: "waiting for process \\d+, which has this cluster open and is suspended")
    screen.send("fg\n")
    try other.wait(for: "^namespace/kube-system$")
    screen.keys("C-c")
    try screen.type("echo back", until: "^back$")
  }

  @Test func suspendingAWatchAndALine() throws {
    let home = Tmux.folder()
    try "bind -v\n".write(toFile: home + "/.editrc", atomically: true, encoding: .utf8)
    let screen = try Tmux(home: home, command: "bash --norc --noprofile -i", prompt: nil)
    screen.send("PS1='SH> '; HOME=\(screen.home) \(Tmux.program)\n")
    try screen.wait(for: "default/default")
    screen.send("get pods -w\n")
    usleep(500_000)
    screen.keys("C-z")
    try screen.wait(for: "Stopped")
    try screen.type("stty -a | grep -o '[-]*icanon'", until: "^icanon$")
    try screen.type("fg", until: "stsctl$", count: 3)
    screen.keys("C-c")
    try screen.type(Self.apply, until: "web created")
    screen.send("echo half")
    try screen.wait(for: "> echo half$")
    screen.keys("C-z")
    try screen.wait(for: "Stopped", count: 2)
    screen.send("fg\n")
    try screen.wait(for: "> echo half$", count: 2)
    screen.keys("Escape")
    usleep(700_000)
    screen.send("bcwwhole")
    screen.keys("Enter")
    try screen.wait(for: "^whole$")
  }
}
