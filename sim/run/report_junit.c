/// Verdicts for CI, in the form that its servers read as JUnit's.
#include <hotline/report.h>

#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "run/results.h"

/// Text within XML, in quotes or between tags; what XML 1.0 cannot hold becomes U+FFFD.
static void put_escaped(const char *text, FILE *out) {
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c == '&')
            (void)fputs("&amp;", out);
        else if (*c == '<')
            (void)fputs("&lt;", out);
        else if (*c == '>')
            (void)fputs("&gt;", out);
        else if (*c == '"')
            (void)fputs("&quot;", out);
        else if (*c == '\t' || *c == '\n' || *c == '\r')
            (void)fprintf(out, "&#%d;", *c);
        else if (*c < 0x20)
            (void)fputs("\xEF\xBF\xBD", out);
        else
            (void)fputc(*c, out);
    }
}

/// "fast is missed in baseline: service_level is 0.81 ± 0.02, must be at least 0.85"
static char *failure_text(const results *r, const verdict *v) {
    const target *t = v->target;
    text_buffer b = {0};
    char *what = target_text(r, v, false), *share = target_share_text(v);
    text_add(&b, "%s is %s in %s%s: %s", t->name, target_status_name(v->status),
             results_scheme_name(r, v->scheme),
             t->expected == TARGET_MISSED ? ", but expected to be missed" : "", what);
    free(what);
    if (isnan(v->value.mean))
        text_add(&b, " is undefined");
    else if (isnan(v->value.half_width))
        text_add(&b, " is %.6g (no interval: one replication)", v->value.mean);
    else
        text_add(&b, " is %.6g ± %.3g", v->value.mean, v->value.half_width);
    text_add(&b, ", must be at %s %.6g; met in %s %s", t->at_least ? "least" : "most", t->bound, share,
             results_unit_name(r));
    free(share);
    return text_take(&b);
}

static void put_failure(const results *r, const verdict *v, FILE *out) {
    char *text = failure_text(r, v);
    (void)fprintf(out, ">\n      <failure type=\"%s\" message=\"", target_status_name(v->status));
    put_escaped(text, out);
    (void)fputs("\">", out);
    put_escaped(text, out);
    (void)fputs("</failure>\n    </testcase>\n", out);
    free(text);
}

static void put_case(const results *r, const char *path, const verdict *v, FILE *out) {
    (void)fputs("    <testcase classname=\"", out);
    put_escaped(path, out);
    (void)fputs("\" name=\"", out);
    put_escaped(v->target->name, out);
    (void)fputs(" (", out);
    put_escaped(results_scheme_name(r, v->scheme), out);
    (void)fputs(")\"", out);
    if (v->status == v->target->expected)
        (void)fputs("/>\n", out);
    else
        put_failure(r, v, out);
}

void report_junit_begin(FILE *out) {
    (void)fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"hotline\">\n", out);
}

void report_junit_file(const results *r, const char *path, FILE *out) {
    size_t count = results_verdicts(r, NULL), failures = 0;
    verdict *verdicts = memory_new(count, sizeof *verdicts);
    (void)results_verdicts(r, verdicts);
    for (size_t i = 0; i < count; i++)
        failures += verdicts[i].status != verdicts[i].target->expected;
    (void)fputs("  <testsuite name=\"", out);
    put_escaped(path, out);
    (void)fprintf(out, "\" tests=\"%zu\" failures=\"%zu\">\n", count, failures);
    for (size_t i = 0; i < count; i++)
        put_case(r, path, &verdicts[i], out);
    (void)fputs("  </testsuite>\n", out);
    free(verdicts);
}

void report_junit_end(FILE *out) {
    (void)fputs("</testsuites>\n", out);
}
