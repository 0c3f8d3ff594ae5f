#include "interrupt.h"

#include <signal.h>
#include <unistd.h>

namespace segue::cli {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

volatile sig_atomic_t received = 0;

extern "C" void remember_signal(int signal) {
  if (received != 0) _exit(128 + signal);
  received = signal;
}

void replace_handler(int signal, void (*from)(int), void (*to)(int)) {
  struct sigaction action = {};
  sigaction(signal, nullptr, &action);
  if (action.sa_handler != from) return;
  action.sa_handler = to;
  action.sa_flags = SA_RESTART;
  sigaction(signal, &action, nullptr);
}

}  // namespace

InterruptWatch::InterruptWatch() {
  received = 0;
  for (const int signal : kSignals)
    replace_handler(signal, SIG_DFL, remember_signal);
}

InterruptWatch::~InterruptWatch() {
  for (const int signal : kSignals)
    replace_handler(signal, remember_signal, SIG_DFL);
}

int InterruptWatch::signal() noexcept {
  return received;
}

}  // namespace segue::cli
