// Fibers on threads of which only one runs at a time: each side waits for the other to hand over.
import Glibc
import KubeShell

final class ThreadFibers: FiberFactory {
  func fiber(_ body: @escaping (_ pause: @escaping () -> Void) -> Void) -> any Fiber { ThreadFiber(body) }
}

/// The semaphores order all accesses: what one side wrote before handing over, the other sees.
private final class ThreadFiber: Fiber, @unchecked Sendable {
  private let body: (_ pause: @escaping () -> Void) -> Void
  private(set) var isDone = false
  private var isStarted = false
  private let inner = Baton()
  private let outer = Baton()

  init(_ body: @escaping (_ pause: @escaping () -> Void) -> Void) { self.body = body }

  func resume() {
    if isDone { return }
    if isStarted { inner.hand() } else { start() }
    outer.wait()
  }

  private func start() {
    isStarted = true
    var thread = pthread_t()
    let box = Unmanaged.passRetained(self)
    let failure = pthread_create(&thread, nil, threadMain, box.toOpaque())
    if failure == 0 {
      pthread_detach(thread)
    } else {
      box.release()
      isDone = true
      outer.hand()
    }
  }

  fileprivate func main() {
    body { [unowned self] in
      outer.hand()
      inner.wait()
    }
    isDone = true
    outer.hand()
  }
}

/// The work of a fiber. A function of its own, for a closure would belong to the actor around it.
private func threadMain(_ data: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let data else { return nil }
  Unmanaged<ThreadFiber>.fromOpaque(data).takeRetainedValue().main()
  return nil
}

/// What one thread waits for and the other gives.
private final class Baton {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func hand() { sem_post(semaphore) }

  func wait() { while sem_wait(semaphore) != 0, errno == EINTR {} }
}
