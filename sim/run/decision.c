/// The decision rule: a weighted score for each scheme, and a winner whose lead is certain.
#include <hotline/experiment.h>

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "run/results.h"
#include "stats/estimate.h"

/// Adds one criterion to score and influence. Where the value is beyond worst or best the score is flat: what
/// varies there does not count.
static double add_criterion(const results *r, size_t scheme, const criterion *c, double confidence,
                            size_t parts, double *influence) {
    const metric *m = results_metric(r, c->metric);
    SIM_REQUIRE(m);
    double *own = memory_new(parts, sizeof *own);
    estimate e = results_influence(r, scheme, 0, m, confidence, parts, own);
    double scaled = (e.mean - c->worst) / (c->best - c->worst);
    double slope = scaled < 0 || scaled > 1 ? 0 : c->weight / (c->best - c->worst);
    for (size_t i = 0; i < parts; i++)
        influence[i] += slope * own[i];
    free(own);
    return c->weight * (isnan(scaled) ? scaled : fmin(fmax(scaled, 0), 1));
}

size_t results_score_parts(const results *r) {
    const decision *d = scenario_decision(r->file);
    bool percentiles = false;
    for (size_t i = 0; i < d->criterion_count; i++) {
        const metric *m = results_metric(r, d->criteria[i].metric);
        percentiles = percentiles || (m && metric_is_percentile(m, NULL));
    }
    return results_parts(r, percentiles);
}

estimate results_score_influence(const results *r, size_t scheme, double confidence, double *influence) {
    const decision *d = scenario_decision(r->file);
    size_t parts = results_score_parts(r);
    double score = 0;
    for (size_t i = 0; i < parts; i++)
        influence[i] = 0;
    for (size_t i = 0; i < d->criterion_count; i++)
        score += add_criterion(r, scheme, &d->criteria[i], confidence, parts, influence);
    double variance = influence_variance(influence, parts);
    return (estimate){
        .mean = score,
        .sd = isnan(score) ? score : sqrt(variance),
        .half_width = isnan(score) ? score : influence_half_width(influence, parts, confidence),
    };
}

estimate results_score(const results *r, size_t scheme, double confidence) {
    double *influence = memory_new(results_score_parts(r), sizeof *influence);
    estimate e = results_score_influence(r, scheme, confidence, influence);
    free(influence);
    return e;
}

/// A scheme as the rule sees it.
typedef struct candidate {
    estimate score;
    double *influence;
    const target *missed, *undecided; ///< the first required target of that status, or NULL
} candidate;

static bool is_eligible(const candidate *c) {
    return !c->missed && !isnan(c->score.mean);
}

/// Required targets are judged in every scheme, whatever schemes they name for `check`.
static void judge_required(const results *r, size_t scheme, candidate *c) {
    const decision *d = scenario_decision(r->file);
    for (size_t i = 0; i < d->require_count; i++) {
        const target *t = scenario_target(r->file, d->require[i]);
        target_status status = results_judge(r, t, scheme).status;
        if (status == TARGET_MISSED && !c->missed)
            c->missed = t;
        if (status == TARGET_UNDECIDED && !c->undecided)
            c->undecided = t;
    }
}

static candidate *candidates_create(const results *r, double confidence) {
    candidate *all = memory_new(r->scheme_count, sizeof *all);
    for (size_t i = 0; i < r->scheme_count; i++) {
        all[i].influence = memory_new(results_score_parts(r), sizeof *all[i].influence);
        all[i].score = results_score_influence(r, i, confidence, all[i].influence);
        judge_required(r, i, &all[i]);
    }
    return all;
}

static void candidates_free(candidate *all, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(all[i].influence);
    free(all);
}

static size_t best_of(const candidate *all, size_t count) {
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        if (is_eligible(&all[i]) && (best == SIZE_MAX || all[i].score.mean > all[best].score.mean))
            best = i;
    }
    return best;
}

static difference lead(const results *r, const candidate *all, size_t a, size_t b, double confidence) {
    return difference_of(all[a].score.mean, all[b].score.mean, all[a].influence, all[b].influence,
                         results_score_parts(r), confidence);
}

static bool is_certain(const difference *d) {
    return d->mean - d->half_width > 0; // NaN, with one replication: not certain
}

/// The eligible rival against whom the lead is smallest at its lower end; an uncertain one first. SIZE_MAX:
/// none.
static size_t closest_rival(const results *r, const candidate *all, size_t best, double confidence) {
    size_t closest = SIZE_MAX;
    double margin = INFINITY;
    for (size_t i = 0; i < r->scheme_count; i++) {
        if (i == best || !is_eligible(&all[i]))
            continue;
        difference d = lead(r, all, best, i, confidence);
        double own = isnan(d.half_width) ? -INFINITY : d.mean - d.half_width;
        if (closest == SIZE_MAX || own < margin) {
            closest = i;
            margin = own;
        }
    }
    return closest;
}

static recommendation nobody(const results *r, const candidate *all) {
    recommendation out = {.scheme = SIZE_MAX};
    text_buffer why = {0};
    for (size_t i = 0; i < r->scheme_count; i++)
        text_add(&why, "%s%s %s%s", i ? ", " : "", results_scheme_name(r, i),
                 all[i].missed ? "misses " : "has no score", all[i].missed ? all[i].missed->name : "");
    char *list = text_take(&why);
    (void)snprintf(out.reason, sizeof out.reason, "No scheme can win: %s.", list);
    free(list);
    return out;
}

static recommendation alone(const results *r, size_t best) {
    recommendation out = {.scheme = best};
    (void)snprintf(out.reason, sizeof out.reason,
                   r->scheme_count == 1 ? "%s is the only scheme."
                                        : "%s is the only scheme that misses no required target.",
                   results_scheme_name(r, best));
    return out;
}

/// "0.055 ± 0.002", with as many decimals as the half-width asks for.
static void format_lead(const difference *d, char text[64]) {
    int decimals = d->half_width > 0 && d->half_width < 0.001 ? 6 : 3;
    (void)snprintf(text, 64, "%.*f ± %.*f", decimals, d->mean, decimals, d->half_width);
}

/// Then no number of replications tells them apart.
static bool is_equal(const difference *d) {
    return d->mean == 0 && d->half_width == 0;
}

static recommendation against_rival(const results *r, const candidate *all, size_t best, size_t rival,
                                    double confidence) {
    difference d = lead(r, all, best, rival, confidence);
    recommendation out = {.scheme = is_certain(&d) ? best : SIZE_MAX};
    const char *winner = results_scheme_name(r, best), *other = results_scheme_name(r, rival);
    bool required = scenario_decision(r->file)->require_count > 0;
    char by[64];
    format_lead(&d, by);
    if (results_score_parts(r) < 2)
        (void)snprintf(out.reason, sizeof out.reason,
                       "Undecided: with one replication nothing is known of chance.");
    else if (out.scheme == best)
        (void)snprintf(out.reason, sizeof out.reason, "%s scores %.3f, above %s by %s on the same callers%s.",
                       winner, all[best].score.mean, other, by,
                       required ? ", and misses no required target" : "");
    else if (is_equal(&d))
        (void)snprintf(out.reason, sizeof out.reason,
                       "Undecided: %s and %s score exactly the same, %.3f; more replications will not tell "
                       "them apart.",
                       winner, other, all[best].score.mean);
    else
        (void)snprintf(
            out.reason, sizeof out.reason,
            "Undecided: %s scores %.3f, but its lead over %s, %s, may be chance; more replications may tell.",
            winner, all[best].score.mean, other, by);
    return out;
}

/// A promise that the recommended scheme breaks, though no rule asks it to keep it, must not go unsaid.
static void say_missed(const results *r, recommendation *choice) {
    size_t count = results_verdicts(r, NULL), length = strlen(choice->reason);
    verdict *all = memory_new(count, sizeof *all);
    (void)results_verdicts(r, all);
    const char *before = " But it misses ";
    for (size_t i = 0; i < count; i++) {
        bool missed = all[i].status == TARGET_MISSED && all[i].target->expected == TARGET_MET;
        if (!missed || all[i].scheme != choice->scheme || length >= sizeof choice->reason)
            continue;
        length += (size_t)snprintf(choice->reason + length, sizeof choice->reason - length, "%s%s", before,
                                   all[i].target->name);
        before = ", ";
    }
    if (*before == ',' && length + 1 < sizeof choice->reason)
        (void)snprintf(choice->reason + length, sizeof choice->reason - length, ".");
    free(all);
}

recommendation results_recommend(const results *r, double confidence) {
    candidate *all = candidates_create(r, confidence);
    size_t best = best_of(all, r->scheme_count), rival = SIZE_MAX;
    recommendation out;
    if (best != SIZE_MAX)
        rival = closest_rival(r, all, best, confidence);
    if (best == SIZE_MAX) {
        out = nobody(r, all);
    } else if (all[best].undecided) {
        out.scheme = SIZE_MAX;
        (void)snprintf(out.reason, sizeof out.reason,
                       "Undecided: %s scores best, but whether it meets the required target %s is open; more "
                       "replications may tell.",
                       results_scheme_name(r, best), all[best].undecided->name);
    } else if (rival == SIZE_MAX) {
        out = alone(r, best);
    } else {
        out = against_rival(r, all, best, rival, confidence);
    }
    candidates_free(all, r->scheme_count);
    if (out.scheme != SIZE_MAX)
        say_missed(r, &out);
    return out;
}
