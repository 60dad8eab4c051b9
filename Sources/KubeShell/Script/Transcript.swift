// What a script did, for machines: one JSON object a step.
import ClusterAPI
import KubeCommands
import KubeObjects

/// Writes `{"command", "stdout", "stderr", "exitCode", "timeline", "claims"}`, one line a step.
///
/// `timeline` and `claims` tell what happened to pods and claims until the cluster came to rest after the step. What
/// happens in a `sleep`, or after a step that may not settle, is told with the next step.
public final class Transcript {
  private let sink: any TextSink
  private let activity: ActivityLog

  public init(to sink: any TextSink, watching api: any ClusterAPI) throws(APIStatus) {
    self.sink = sink
    activity = try ActivityLog(api)
  }

  func record(_ step: Step, in session: Session, _ perform: () -> StepOutcome) -> StepOutcome {
    let output = TextTee(session.context.output)
    let errors = TextTee(session.context.errors)
    let streams = session.currentStreams
    session.context.output = output
    session.context.errors = errors
    let outcome = perform()
    session.context.output = streams.output
    session.context.errors = streams.errors
    activity.catchUp()
    write(step, outcome, output.text, errors.text)
    return outcome
  }

  private func write(_ step: Step, _ outcome: StepOutcome, _ output: String, _ errors: String) {
    let told = step.isSleep || !step.settles ? ([], []) : activity.take()
    let entry: Value = [
      "command": .string(step.source), "stdout": .string(output), "stderr": .string(errors),
      "exitCode": .int(Int64(outcome.status)), "timeline": .array(told.0.map(Value.string)),
      "claims": .array(told.1.map(Value.string)),
    ]
    sink.write(JSONWriter.write(entry, escapesHTML: false) + "\n")
  }
}

/// Passes text on and keeps it.
final class TextTee: TextSink {
  private let next: any TextSink
  private(set) var text = ""

  init(_ next: any TextSink) { self.next = next }

  func write(_ text: String) {
    self.text += text
    next.write(text)
  }
}
