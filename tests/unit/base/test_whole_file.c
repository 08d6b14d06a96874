/// What is written appears whole, in the right place, and takes nothing else's.
#define _POSIX_C_SOURCE 200809L

#include "support/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_claims.h"
#include "base/path.h"
#include "base/text.h"
#include "base/whole_file.h"

/// Each test stands in a folder of its own.
typedef struct place {
    char *folder, *before;
} place;

static int place_create(void **state) {
    const char *base = getenv("TMPDIR");
    place *p = memory_new(1, sizeof *p);
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    p->before = text_copy(here);
    p->folder = text_format("%s/hotline-test-XXXXXX", base && *base ? base : here);
    assert_non_null(mkdtemp(p->folder));
    assert_int_equal(chdir(p->folder), 0);
    assert_int_equal(mkdir("folder", 0700), 0);
    *state = p;
    return 0;
}

static int place_destroy(void **state) {
    static const char *const names[] = {"a",         "b",           "link",  "chain", "pipe",
                                        "a.partial", "b.partial",   "c",     "loop",  "pool",
                                        "folder/a",  "folder/link", "folder"};
    place *p = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)remove(names[i]);
    assert_int_equal(chdir(p->before), 0);
    assert_int_equal(rmdir(p->folder), 0); // so nothing else was left
    free(p->folder);
    free(p->before);
    free(p);
    return 0;
}

static void put(const char *path, const char *text) {
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static void must_hold(const char *path, const char *text) {
    char got[64] = "";
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    (void)fread(got, 1, sizeof got - 1, in);
    (void)fclose(in);
    assert_string_equal(got, text);
}

static bool is_there(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0;
}

static bool is_link(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

static bool is_pipe(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0 && S_ISFIFO(status.st_mode);
}

static void write_whole(const char *path, const char *text) {
    whole_file f;
    input_error err = {0};
    int file = whole_file_open(&f, path, &err);
    if (file < 0)
        fail_msg("%s: %s", err.file, err.text);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    assert_int_equal(close(file), 0);
    assert_true(whole_file_finish(&f));
}

static void must_refuse(const char *path, const char *why) {
    whole_file f;
    input_error err = {0};
    assert_int_equal(whole_file_open(&f, path, &err), -1);
    assert_int_equal(err.kind, ERROR_INPUT);
    assert_string_equal(err.file, path);
    assert_non_null(strstr(err.text, why));
    whole_file_abandon(&f);
}

static void it_appears_at_the_end(void **state) {
    (void)state;
    whole_file f;
    put("a", "old");
    put("a.partial", "left behind by one that was killed, and longer");
    int file = whole_file_open(&f, "a", NULL);
    assert_true(file >= 0);
    assert_int_equal(write(file, "new", 3), 3);
    must_hold("a", "old");
    must_hold("a.partial", "new");
    assert_int_equal(close(file), 0);
    assert_true(whole_file_finish(&f));
    whole_file_abandon(&f);
    must_hold("a", "new");
    assert_false(is_there("a.partial"));
    assert_int_equal(close(whole_file_open(&f, "a", NULL)), 0);
    whole_file_abandon(&f);
    must_hold("a", "new");
    assert_false(is_there("a.partial"));
}

static void links_are_written_through(void **state) {
    (void)state;
    assert_int_equal(symlink("folder/link", "chain"), 0);
    assert_int_equal(symlink("../folder/a", "folder/link"), 0);
    write_whole("chain", "first");
    must_hold("folder/a", "first");
    write_whole("chain", "second");
    must_hold("folder/a", "second");
    assert_true(is_link("chain") && is_link("folder/link") && !is_link("folder/a"));
    assert_int_equal(symlink("loop", "pool"), 0);
    assert_int_equal(symlink("pool", "loop"), 0);
    must_refuse("loop", "symbolic links");
}

static void a_pipe_is_written_as_it_is(void **state) {
    (void)state;
    whole_file f;
    char got[8] = "";
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(symlink("pipe", "link"), 0);
    int reader = open("pipe", O_RDONLY | O_NONBLOCK);
    assert_true(reader >= 0);
    write_whole("link", "text");
    assert_int_equal(read(reader, got, sizeof got), 4);
    assert_string_equal(got, "text");
    assert_int_equal(close(whole_file_open(&f, "pipe", NULL)), 0);
    whole_file_abandon(&f);
    assert_true(is_pipe("pipe") && is_link("link"));
    assert_int_equal(close(reader), 0);
}

/// What stands where the .partial should go is not ours.
static void nothing_else_is_taken_for_a_partial_file(void **state) {
    (void)state;
    assert_int_equal(mkfifo("a.partial", 0600), 0);
    must_refuse("a", "a.partial is in the way");
    assert_true(is_pipe("a.partial"));
    int reader = open("a.partial", O_RDONLY | O_NONBLOCK);
    must_refuse("a", "a.partial is in the way");
    assert_int_equal(close(reader), 0);
    put("c", "another's");
    assert_int_equal(symlink("c", "b.partial"), 0);
    must_refuse("b", "b.partial is in the way");
    must_hold("c", "another's");
    assert_false(is_there("a") || is_there("b"));
}

static void names_that_cannot_be(void **state) {
    (void)state;
    must_refuse("", "the name is empty");
    must_refuse("folder", "is a directory");
    must_refuse("no/such", "No such file");
}

/// Does writing to `second` spoil `first`, which is read, or written?
static bool overlap(const char *first, bool read, const char *second) {
    file_claims c = {0};
    input_error err = {0};
    if (read)
        file_claims_read(&c, first);
    else
        assert_true(file_claims_write(&c, first, "--output", &err));
    bool good = file_claims_write(&c, second, "--trace", &err);
    assert_true(good == (err.kind == ERROR_NONE));
    if (!good) {
        assert_int_equal(err.kind, ERROR_INPUT);
        assert_non_null(strstr(err.text, read ? "--trace would overwrite" : "--output and --trace"));
    }
    file_claims_free(&c);
    return !good;
}

static void claims_see_through_names(void **state) {
    (void)state;
    put("a", "");
    assert_int_equal(link("a", "b"), 0);
    assert_int_equal(symlink("folder/../a", "link"), 0);
    assert_int_equal(symlink("c", "chain"), 0);
    static const char *const same[][2] = {
        {"a", "a"}, {"a", "./a"}, {"a", "b"}, {"link", "b"}, {"c", "folder/../c"}, {"chain", "c"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        for (int swap = 0; swap < 2; swap++) {
            assert_true(overlap(same[i][swap], false, same[i][!swap]));
            assert_true(overlap(same[i][swap], true, same[i][!swap]));
        }
    assert_false(overlap("a", true, "c"));
    assert_false(overlap("c", false, "folder/c"));
    assert_false(overlap("a", false, "folder/a"));
    assert_false(overlap("/dev/null", false, "/dev/null")); // only asked for, never opened
}

/// The file that is written until it is whole counts too.
static void claims_count_partial_files(void **state) {
    (void)state;
    put("a.partial", "");
    assert_true(overlap("a.partial", true, "a"));
    assert_true(overlap("a", false, "a.partial"));
    assert_true(overlap("b.partial", false, "b"));
}

static void claims_count_open_files(void **state) {
    (void)state;
    file_claims c = {0};
    put("a", "");
    int file = open("a", O_WRONLY);
    assert_true(file_claims_write_open(&c, file, "standard output", NULL));
    assert_true(file_claims_write(&c, "b", "--trace", NULL));
    assert_false(file_claims_write(&c, "a", "--trace", NULL));
    file_claims_free(&c);
    assert_int_equal(close(file), 0);
}

#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, place_create, place_destroy)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_PLACE(it_appears_at_the_end),      IN_PLACE(links_are_written_through),
        IN_PLACE(a_pipe_is_written_as_it_is), IN_PLACE(nothing_else_is_taken_for_a_partial_file),
        IN_PLACE(names_that_cannot_be),       IN_PLACE(claims_see_through_names),
        IN_PLACE(claims_count_partial_files), IN_PLACE(claims_count_open_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
