#include "support/test.h"

#include <sys/wait.h>

#include "fixture.h"
#include "records.h"

static const char trace_path[] = "test_viz_program.trace";

static int write_trace(void **state) {
    (void)state;
    layout *l = fixture_layout(fixture_usual(), "Current system");
    records_write_trace(l, trace_path);
    fixture_layout_free(l);
    return 0;
}

static int remove_files(void **state) {
    (void)state;
    static const char *const files[] = {trace_path,       "test_viz_1.png",     "test_viz_2.png",
                                        "test_viz_3.png", "test_viz_cut.trace", "test_viz.err"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        remove(files[i]);
    return 0;
}

/// Runs the program without a display; its exit code. What it says on standard error stays in test_viz.err.
static int run(const char *arguments) {
    char command[1024];
    snprintf(command, sizeof command,
             "env -u DISPLAY -u WAYLAND_DISPLAY -u SDL_VIDEODRIVER '%s' %s 2>test_viz.err", VIZ_PROGRAM,
             arguments);
    int status = system(command); // NOLINT(cert-env33-c): the test's own program and arguments
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static char *read_file(const char *path, size_t *size) {
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("%s is missing", path);
    char *bytes = calloc(1 << 22, 1);
    *size = fread(bytes, 1, (1 << 22) - 1, f);
    fclose(f);
    return bytes;
}

static void equal_runs_give_equal_pictures(void **state) {
    (void)state;
    char *pictures[3];
    size_t sizes[3];
    assert_int_equal(run("--size 1280x720 --screenshot 10:25 test_viz_1.png test_viz_program.trace "
                         "test_viz_program.trace"),
                     0);
    assert_int_equal(run("--size 1280x720 --screenshot 2h25min test_viz_2.png test_viz_program.trace "
                         "test_viz_program.trace"),
                     0);
    assert_int_equal(run("--size 1280x720 --screenshot 10:35 test_viz_3.png test_viz_program.trace "
                         "test_viz_program.trace"),
                     0);
    pictures[0] = read_file("test_viz_1.png", &sizes[0]);
    pictures[1] = read_file("test_viz_2.png", &sizes[1]);
    pictures[2] = read_file("test_viz_3.png", &sizes[2]);
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(pictures[0], pictures[1], sizes[0]);
    assert_memory_equal(pictures[0], "\x89PNG\r\n\x1a\n", 8);
    // Width and height stand behind the first chunk's head, big end first.
    assert_memory_equal(pictures[0] + 16, "\0\0\x05\0\0\0\x02\xD0", 8);
    assert_true(sizes[0] != sizes[2] || memcmp(pictures[0], pictures[2], sizes[0]) != 0);
    for (int i = 0; i < 3; i++)
        free(pictures[i]);
}

/// Exit code 2 and one line that holds `says`.
static void check_refused(const char *arguments, const char *says) {
    size_t size;
    int code = run(arguments);
    char *text = read_file("test_viz.err", &size);
    if (code != 2 || !strstr(text, says) || strchr(text, '\n') != text + size - 1)
        fail_msg("'%s' gave %d and: %s", arguments, code, text);
    free(text);
}

static void mistakes_are_told(void **state) {
    (void)state;
    check_refused("", "no trace");
    check_refused("--screenshot noon test_viz_1.png test_viz_program.trace", "'noon' is no time");
    check_refused("--screenshot 11h test_viz_1.png test_viz_program.trace",
                  "not within the traces, 08:00:00 to");
    check_refused("--screenshot 10:20 test_viz_1.png missing.trace", "missing.trace");
    check_refused("--screenshot 10:20 test_viz_1.png '" VIZ_PROGRAM "'", "hotline-viz");
    assert_int_equal(run("--screenshot 10:20 no/such/folder.png test_viz_program.trace"), 3);
    assert_int_equal(run("--help > test_viz.err"), 0);
}

static void a_window_needs_a_display(void **state) {
    (void)state;
    size_t size;
    assert_int_equal(run("test_viz_program.trace"), 3);
    char *text = read_file("test_viz.err", &size);
    assert_non_null(strstr(text, "--screenshot"));
    free(text);
}

static void a_cut_trace_is_shown_as_far_as_it_goes(void **state) {
    (void)state;
    size_t size;
    char *bytes = read_file(trace_path, &size);
    FILE *f = fopen("test_viz_cut.trace", "wb");
    assert_non_null(f);
    fwrite(bytes, 1, size * 7 / 10, f);
    fclose(f);
    free(bytes);
    assert_int_equal(run("--screenshot 17:00 test_viz_1.png test_viz_cut.trace"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_runs_give_equal_pictures),
        cmocka_unit_test(mistakes_are_told),
        cmocka_unit_test(a_window_needs_a_display),
        cmocka_unit_test(a_cut_trace_is_shown_as_far_as_it_goes),
    };
    return cmocka_run_group_tests(tests, write_trace, remove_files);
}
