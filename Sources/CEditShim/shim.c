// One-line functions around libedit's variadic ones, and the signal handler, which must be C to be safe.
#define _GNU_SOURCE
#include "CEditShim.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <stdio.h>
#include <unistd.h>

EditLine *ces_open(const char *program) { return el_init(program, stdin, stdout, stderr); }

int ces_set_prompt(EditLine *editor, ces_prompt prompt) { return el_set(editor, EL_PROMPT_ESC, prompt, '\001'); }

int ces_set_get_character(EditLine *editor, ces_get_character function) {
  return el_set(editor, EL_GETCFN, function);
}

int ces_set_client_data(EditLine *editor, void *data) { return el_set(editor, EL_CLIENTDATA, data); }

void *ces_client_data(EditLine *editor) {
  void *data = NULL;
  el_get(editor, EL_CLIENTDATA, &data);
  return data;
}

int ces_set_editor(EditLine *editor, const char *mode) { return el_set(editor, EL_EDITOR, mode); }

int ces_ignore_signals(EditLine *editor) { return el_set(editor, EL_SIGNAL, 0); }

int ces_is_vi(EditLine *editor) {
  const char *mode = NULL;
  return el_get(editor, EL_EDITOR, &mode) == 0 && mode != NULL && mode[0] == 'v';
}

int ces_bind(EditLine *editor, const char *key, const char *command) {
  return el_set(editor, EL_BIND, key, command, NULL);
}

int ces_add_function(EditLine *editor, const char *name, const char *help, ces_function function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

int ces_refresh(EditLine *editor) { return el_set(editor, EL_REFRESH); }

int ces_prepare_terminal(EditLine *editor, int isEditing) { return el_set(editor, EL_PREP_TERM, isEditing); }

History *ces_history_open(EditLine *editor, int size) {
  HistEvent event;
  History *entries = history_init();
  if (entries == NULL) return NULL;
  history(entries, &event, H_SETSIZE, size);
  history(entries, &event, H_SETUNIQUE, 1);
  el_set(editor, EL_HIST, history, entries);
  return entries;
}

int ces_history_add(History *entries, const char *entry) {
  HistEvent event;
  return history(entries, &event, H_ENTER, entry);
}

int ces_history_clear(History *entries) {
  HistEvent event;
  return history(entries, &event, H_CLEAR);
}

int ces_width(wchar_t character) { return wcwidth(character); }

static int signal_pipe[2] = {-1, -1};
static volatile sig_atomic_t was_interrupted = 0;

static void on_signal(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  if (number == SIGINT) was_interrupted = 1;
  // A full pipe means that a reader has enough to wake up for.
  (void)!write(signal_pipe[1], &byte, 1);
  errno = saved;
}

int ces_open_signals(void) {
  static const int numbers[] = {SIGINT, SIGWINCH, SIGCONT};
  if (signal_pipe[0] >= 0) return signal_pipe[0];
  if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  struct sigaction action = {.sa_handler = on_signal};
  sigset_t wanted;
  sigemptyset(&action.sa_mask);
  sigemptyset(&wanted);
  for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    sigaction(numbers[i], &action, NULL);
    sigaddset(&wanted, numbers[i]);
  }
  // Whoever started us may have blocked them.
  sigprocmask(SIG_UNBLOCK, &wanted, NULL);
  return signal_pipe[0];
}

int ces_open_ending_signals(void) {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGINT);
  sigaddset(&wanted, SIGTERM);
  sigprocmask(SIG_BLOCK, &wanted, NULL);
  return signalfd(-1, &wanted, SFD_CLOEXEC);
}

int ces_is_interrupted(void) { return was_interrupted; }

int ces_take_interrupt(void) {
  int result = was_interrupted;
  was_interrupted = 0;
  return result;
}

long long ces_peer_user(int socket) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? (long long)peer.uid : -1;
}

long long ces_peer_process(int socket) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? (long long)peer.pid : -1;
}
