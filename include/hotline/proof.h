/// Does the center carry the years to come? A scenario is simulated with the factors of its call model as
/// they are forecast for each year, as planned and under each stress of the file, and held to its targets;
/// and what happens in its busiest hour is held against what the call model's formulas say of it, so that
/// neither is believed by itself.
#ifndef HOTLINE_PROOF_H
#define HOTLINE_PROOF_H

#include <hotline/experiment.h>
#include <hotline/years.h>

/// X(NAME, key, name, unit): what formulas and simulation both say of the busy hour.
///
/// Predicted, with Qa calls for agents a second, s seats, A the work of agents, I the calls in the menu (as
/// call_model_size has them): WITHIN and the mean wait W by Erlang A (C without `patience`) for Qa, aht, s;
/// TRUNKS = I + Qa W + carried work of agents; BLOCKED = 1 − (1 − B(trunks, TRUNKS)) (1 − B(ports, I)), B
/// being Erlang B. NAN where the queue of Erlang C would grow for ever. Sources: see hotline/theory.h.
#define PROOF_FIGURES(X)                                                                                     \
    X(CALLS, "calls", "calls an hour", "")                                                                   \
    X(AGENT_CALLS, "agent_calls", "of them for agents", "")                                                  \
    X(AGENT_ERLANG, "agent_erlang", "work of agents", "Erlang")                                              \
    X(IVR_ERLANG, "ivr_erlang", "calls in the menu", "Erlang")                                               \
    X(TRUNK_ERLANG, "trunk_erlang", "calls on trunks", "Erlang")                                             \
    X(WITHIN, "answered_within_awt", "answered within the AWT", "%")                                         \
    X(BLOCKED, "blocked", "without a trunk or port", "%")

typedef enum proof_figure {
#define X(name, ...) PROOF_##name,
    PROOF_FIGURES(X)
#undef X
        PROOF_FIGURE_COUNT
} proof_figure;

typedef struct proof_figure_info {
    const char *key, *name, *unit;
} proof_figure_info;

extern const proof_figure_info proof_figure_table[PROOF_FIGURE_COUNT];

/// One figure, twice.
typedef struct agreement {
    double predicted; ///< by formula; NAN: it says nothing
    estimate simulated;
} agreement;

/// What is asked of a center, and what it did.
typedef struct proof_verdict {
    char *name; ///< of the file's target; of the call model's: `service_level`, `blocking`
    bool at_least;
    double bound;
    estimate value;
    target_status status;
} proof_verdict;

/// One year, as planned or under a stress.
typedef struct proof_trial {
    char *why; ///< it was not simulated, and why; else NULL
    /// The busiest hour, "10:00" and "11:00": the 60 minutes of whole intervals with the most attempts, by
    /// the mean of all replications; a longer interval by itself. "": the whole duration, which has no
    /// intervals.
    char from[TIME_TEXT_SIZE], to[TIME_TEXT_SIZE];
    agreement of[PROOF_FIGURE_COUNT];
    size_t verdict_count;
    proof_verdict *verdicts; ///< the call model's two, of the busiest hour, then the file's targets
} proof_trial;

typedef struct proof_question {
    const char *path; ///< of the scenario file
    const scenario_changes *changes;
    const char *scheme;         ///< name
    const call_model *model;    ///< factors by years there are put into the scenario,
    const year_capacity *years; ///< with their best values of these years
    size_t year_count;
    uint32_t replications;        ///< of each trial, at least 2
    uint64_t seed;                ///< the same callers in all trials
    uint32_t jobs;                ///< see experiment
    double confidence;            ///< of all intervals, and of the call model's verdicts
    experiment_progress progress; ///< may be NULL; counts trials
    void *progress_context;
    bool (*cancelled)(void *context); ///< may be NULL
    void *cancel_context;
} proof_question;

typedef struct proof {
    size_t year_count, stress_count;
    size_t note_count;
    char **notes; ///< where the scenario, as planned, is another center than its call model speaks of
    char **names, **titles; ///< of the stresses; [0] is "as planned"
    proof_trial *trials;    ///< [stress][year]
} proof;

/// Simulates all trials. Values go into the file before its schemes are patched; a stress that the scheme's
/// patch takes back whole is not simulated, but said (proof_trial.why), and so is a file that is unsound with
/// a year's values. Of the shares WITHIN and BLOCKED the half-width has −ln(1 − confidence) / calls added:
/// what so many calls did not show may still be as frequent as that. False, and `err` set, when it fails or
/// was cancelled. Free with proof_free() in any case.
bool proof_make(const proof_question *q, proof *out, input_error *err);
void proof_free(proof *p);

/// Met: all targets are; missed: at least one is; else, or where nothing was simulated, undecided.
target_status proof_status(const proof_trial *t);

#endif
