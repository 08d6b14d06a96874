#define _POSIX_C_SOURCE 200809L

#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

// The only mutable global of the program: a signal handler has nowhere else to write.
static volatile sig_atomic_t interrupted;

static void interrupt_note(int signal_number) {
    (void)signal_number;
    interrupted = 1;
}

void interrupt_watch(void) {
    struct sigaction action = {.sa_handler = interrupt_note, .sa_flags = (int)SA_RESETHAND};
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    // nohup ignores it, so that a run goes on when its terminal is closed
    struct sigaction before = {0};
    if (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        (void)sigaction(SIGHUP, &action, NULL);
}

bool interrupt_seen(void) {
    return interrupted != 0;
}

bool interrupt_cancelled(void *context) {
    (void)context;
    return interrupt_seen();
}
