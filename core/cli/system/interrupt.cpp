#include "system/interrupt.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>

namespace segue::cli {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

// timeout(1) and some shells send a signal to the process and once more to its group; two that a
// hand sends lie further apart.
constexpr std::int64_t kOneRequest = 200'000'000;

volatile sig_atomic_t received = 0;
volatile std::int64_t received_at = 0;

/// Nanoseconds of a clock that a signal handler may read.
std::int64_t now() noexcept {
  timespec time = {};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
}

// No other of the signals comes while one is handled: each masks all of them.
extern "C" void remember_signal(int signal) {
  if (received == 0) {
    received = signal;
    received_at = now();
  } else if (signal != received || now() - received_at > kOneRequest) {
    _exit(128 + signal);
  }
}

void replace_handler(int signal, void (*from)(int), void (*to)(int)) {
  struct sigaction action = {};
  sigaction(signal, nullptr, &action);
  if (action.sa_handler != from) return;
  action.sa_handler = to;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int other : kSignals)
    sigaddset(&action.sa_mask, other);
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
