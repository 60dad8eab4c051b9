// What is wrong with probes and lifecycle handlers.
import KubeObjects

extension PodSpecValidation {
  mutating func checkLifecycle(_ container: Value, at path: FieldPath) {
    for key in [Key.postStart, .preStop] {
      let handler = container[.lifecycle][key]
      if handler.isNull { continue }
      checkHandler(handler, at: path.child("lifecycle").child(key.text), mayWait: true)
    }
  }

  mutating func checkProbes(_ container: Value, at path: FieldPath) {
    for key in [Key.livenessProbe, .readinessProbe, .startupProbe] {
      let probe = container[key]
      if probe.isNull { continue }
      let path = path.child(key.text)
      checkProbe(probe, at: path)
      if key == .readinessProbe {
        if !probe[.terminationGracePeriodSeconds].isNull {
          findings.invalid(
            path.child("terminationGracePeriodSeconds"), probe[.terminationGracePeriodSeconds],
            "must not be set for readinessProbes")
        }
      } else if probe[.successThreshold].number != 1 {
        findings.invalid(path.child("successThreshold"), probe[.successThreshold], "must be 1")
      }
    }
  }

  private mutating func checkProbe(_ probe: Value, at path: FieldPath) {
    checkHandler(probe, at: path, mayWait: false)
    for key in [Key.initialDelaySeconds, .timeoutSeconds, .periodSeconds, .successThreshold, .failureThreshold] {
      findings.nonNegative(probe[key], at: path.child(key.text))
    }
    if let seconds = probe[.terminationGracePeriodSeconds].int, seconds <= 0 {
      findings.invalid(path.child("terminationGracePeriodSeconds"), .int(seconds), "must be greater than 0")
    }
  }

  /// What a probe or a hook does: exactly one thing.
  private mutating func checkHandler(_ handler: Value, at path: FieldPath, mayWait: Bool) {
    let kinds: [Key] = [.exec, .httpGet, .tcpSocket] + (mayWait ? [.sleep] : [.grpc])
    var count = 0
    for kind in kinds where !handler[kind].isNull {
      count += 1
      if count > 1 {
        findings.forbidden(path.child(kind.text), "may not specify more than 1 handler type")
      } else {
        checkAction(handler[kind], kind, at: path.child(kind.text))
      }
    }
    if count == 0 { findings.required(path, "must specify a handler type") }
  }

  private mutating func checkAction(_ action: Value, _ kind: Key, at path: FieldPath) {
    switch kind {
    case .exec:
      if action[.command].elements.isEmpty { findings.required(path.child("command")) }
    case .httpGet:
      checkRequest(action, at: path)
    case .sleep:
      let seconds = action["seconds"].number
      if let gracePeriod, seconds < 0 || seconds > gracePeriod {
        findings.invalid(
          path, .int(seconds),
          "must be non-negative and less than terminationGracePeriodSeconds (\(gracePeriod))")
      }
    default:
      findings.port(action[.port], at: path.child("port"))
    }
  }

  private mutating func checkRequest(_ request: Value, at path: FieldPath) {
    if request[.path].text.isEmpty { findings.required(path.child("path")) }
    findings.port(request[.port], at: path.child("port"))
    findings.among(["HTTP", "HTTPS"], request["scheme"].text, at: path.child("scheme"))
    for header in request["httpHeaders"].elements {
      findings.check(header[.name].text, at: path.child("httpHeaders"), NameRules.headerName)
    }
  }
}
