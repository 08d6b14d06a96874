/// Results as text for people, JSON for programs, JUnit for CI.
#ifndef HOTLINE_REPORT_H
#define HOTLINE_REPORT_H

#include <stdio.h>

#include <hotline/experiment.h>

typedef struct report_options {
    double confidence;               ///< 0.95 unless the user says otherwise
    bool colour;                     ///< of the text
    bool differences;                ///< `compare`: paired differences and a recommendation
    bool targets;                    ///< show verdicts
    bool histogram;                  ///< show how waits are spread
    const scenario_changes *changes; ///< named in the provenance
} report_options;

void report_text(const results *r, const report_options *o, FILE *out);
/// Comma-separated values (RFC 4180): one line for each measure of each scope of each scheme.
void report_csv(const results *r, const report_options *o, FILE *out);
void report_json(const results *r, const report_options *o, FILE *out);

/// Prints the JSON Schema (draft 2020-12) of results: of run, compare and check.
void report_schema_print(FILE *out);

/// "service_level of vip 87.4 ± 1.2 %, must be at least 85 %; met in 17 of 20" replications: to be freed.
char *report_verdict(const results *r, const verdict *v);

/// The verdict as the JSON object that `report_json` has of it too, in one line.
void report_verdict_json(const results *r, const verdict *v, FILE *out);

/// One or more files' verdicts as a JUnit test suite: one case per file, target and scheme.
void report_junit_begin(FILE *out);
void report_junit_file(const results *r, const char *path, FILE *out);
void report_junit_end(FILE *out);

#endif
